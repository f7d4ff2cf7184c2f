import { type AuditEvent, siteId } from '@keywright/sdk';
import { shortDay } from '../parts/times.ts';
import { counted, joined, type ToldOf } from './told.ts';

/** Service accounts and their tokens. */
export const accountSentences: ToldOf<'service_account' | 'service_account_token'> = {
  'service_account.create': ({ parent_id, parent_name, expires_at }, { target }) =>
    `created ${account({ parent_id }, target.name)}${parent_id === siteId ? '' : ` in ${parent_name}`}, ${until(expires_at)}`,
  'service_account.update': ({ name, description, is_enabled, expires_at, ...home }, { target }) =>
    joined([
      is_enabled && `${is_enabled.to ? 'enabled' : 'disabled'} ${account(home, target.name)}`,
      name && `renamed ${account(home, name.from)} to “${name.to}”`,
      description && `edited the description of ${account(home, target.name)}`,
      expires_at && `let ${account(home, target.name)} work ${until(expires_at.to)}`,
    ]) || `saved ${account(home, target.name)}`,
  'service_account.renew': ({ tokens_ended, ...home }, { target }) =>
    `renewed ${account(home, target.name)}: one token made, ${counted(tokens_ended, 'old one')} ended`,
  'service_account.delete': ({ tokens, grants, ...home }, { target }) =>
    `deleted ${account(home, target.name)}, with ${counted(tokens, 'token')} and ${counted(grants, 'grant')}`,
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

/** Those of the site are its bots. */
const account = ({ parent_id }: { readonly parent_id: string }, name: string): string =>
  `the ${parent_id === siteId ? 'bot' : 'service account'} “${name}”`;

const until = (time: string | null): string =>
  time === null ? 'without expiry' : `until ${shortDay(Date.parse(time))}`;

const tokenOf = ({ target }: AuditEvent): string =>
  target.name ? `the token “${target.name}”` : 'a token without a name';

const whose = (
  { owner_id, owner_name }: { readonly owner_id: string; readonly owner_name: string },
  { actor }: AuditEvent,
  word: 'for' | 'of',
): string => (owner_id === actor.id ? '' : ` ${word} “${owner_name}”`);
