import { siteId } from '@keywright/sdk';
import { counted, joined, type ToldOf, until } from './told.ts';

/** Service accounts. */
export const accountSentences: ToldOf<'service_account'> = {
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
};

/** Those of the site are its bots. */
const account = ({ parent_id }: { readonly parent_id: string }, name: string): string =>
  `the ${parent_id === siteId ? 'bot' : 'service account'} “${name}”`;
