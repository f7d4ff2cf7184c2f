import { Command } from 'commander';
import { serviceAccount } from '../names/look-up.ts';
import { asks } from '../program/asked.ts';
import { addList } from '../program/list-command.ts';
import { type NewToken, newTokenOptions, tokenBody } from './new-token.ts';
import { addTokenLife, once, tokensOf } from './one-token.ts';
import { scopeGroup } from './scope.ts';
import { tokenColumns, tokenSorts } from './token-fields.ts';

/** `bot token …` and `service-account token …`: tokens of the account that is named first. */
export function accountTokenGroup(noun: string): Command {
  const group = new Command('token').description('Its tokens');
  addList(group, {
    endpoint: 'listServiceAccountTokens',
    summary: 'Its tokens, newest first',
    argument: { name: noun, says: 'whose they are, by name or id', lookUp: serviceAccount },
    filters: {
      service_account_id: 'argument',
      state: {
        flags: '--state <state>',
        says: 'in this state',
        choices: ['active', 'expired', 'revoked', 'all'],
      },
      access: { flags: '--access <access>', says: 'of this access', choices: ['full', 'scoped'] },
      sort: {
        flags: '--sort <by>',
        says: 'by this; - before it turns it round',
        choices: tokenSorts,
      },
      search: { flags: '--search <text>', says: 'by a part of the name, or the id' },
    },
    columns: tokenColumns,
    empty: `No tokens. Make one: keywright ${noun} token create NAME-OF-THE-ACCOUNT`,
  });
  const create = group
    .command(`create <${noun}> [name]`)
    .description('Make a token for it, and print it: the one time it is shown')
    .action(
      asks<NewToken>(async ({ client, out }, options, account = '', name) => {
        const service_account_id = await serviceAccount(client, account);
        const body = { service_account_id, ...(await tokenBody(client, name, options)) };
        const made = await client.createServiceAccountToken({ body });
        await out.secret(made.created_token, made, `Made ${made.name} (${made.id}). ${once}`);
      }),
    );
  for (const option of newTokenOptions()) create.addOption(option);
  const owner = tokensOf(noun);
  addTokenLife(group, owner);
  group.addCommand(scopeGroup(owner));
  return group;
}
