import { type AuditEvent, siteId } from '@keywright/sdk';
import { shortDay } from '../parts/times.ts';
import { counted, joined, type ToldOf } from './told.ts';

/** Service accounts and their tokens. */
export const accountSentences: ToldOf<'service_account' | 'service_account_token'> = {
  'service_account.create': ({ parent_id, parent_name, expires_at }, { target }) =>
    `created the service account “${target.name}” ${parent_id === siteId ? 'of the site' : `in ${parent_name}`}, ${until(expires_at)}`,
  'service_account.update': ({ name, description, is_enabled, expires_at }, { target }) =>
    joined([
      is_enabled &&
        `${is_enabled.to ? 'enabled' : 'disabled'} the service account “${target.name}”`,
      name && `renamed the service account “${name.from}” to “${name.to}”`,
      description && `edited the description of the service account “${target.name}”`,
      expires_at && `let the service account “${target.name}” work ${until(expires_at.to)}`,
    ]) || `saved the service account “${target.name}”`,
  'service_account.renew': ({ tokens_ended }, { target }) =>
    `renewed the service account “${target.name}”: one token made, ${counted(tokens_ended, 'old one')} ended`,
  'service_account.delete': ({ tokens, grants }, { target }) =>
    `deleted the service account “${target.name}”, with ${counted(tokens, 'token')} and ${counted(grants, 'grant')}`,
  'service_account_token.create': ({ expires_at, ...owned }, event) =>
    `created ${tokenOf(event)}${whose(owned, event, 'for')}, ${until(expires_at)}`,
  'service_account_token.update': ({ name, ...owned }, event) =>
    name
      ? `renamed the token “${name.from}”${whose(owned, event, 'of')} to “${name.to}”`
      : `edited the description of ${tokenOf(event)}${whose(owned, event, 'of')}`,
  'service_account_token.revoke': (owned, event) =>
    `revoked ${tokenOf(event)}${whose(owned, event, 'of')}`,
  'service_account_token.renew': ({ expires_at, ...owned }, event) =>
    `renewed ${tokenOf(event)}${whose(owned, event, 'of')}, ${until(expires_at)}`,
  'service_account_token.delete': (owned, event) =>
    `deleted ${tokenOf(event)}${whose(owned, event, 'of')}`,
};

const until = (time: string | null): string =>
  time === null ? 'without expiry' : `until ${shortDay(Date.parse(time))}`;

const tokenOf = ({ target }: AuditEvent): string =>
  target.name ? `the token “${target.name}”` : 'a token without a name';

const whose = (
  { owner_id, owner_name }: { readonly owner_id: string; readonly owner_name: string },
  { actor }: AuditEvent,
  word: 'for' | 'of',
): string => (owner_id === actor.id ? '' : ` ${word} the service account “${owner_name}”`);
