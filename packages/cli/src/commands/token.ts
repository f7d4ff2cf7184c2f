import { Command } from 'commander';
import { user } from '../names/look-up.ts';
import { asks } from '../program/asked.ts';
import { addList } from '../program/list-command.ts';
import { type NewToken, newTokenOptions, tokenBody } from './new-token.ts';
import { addTokenLife, once, ownTokens } from './one-token.ts';
import { scopeGroup } from './scope.ts';
import { tokenColumns, tokenSorts } from './token-fields.ts';

/** `keywright token`: personal access tokens. */
export function group(): Command {
  const token = new Command('token').description('Personal access tokens');
  addList(token, {
    endpoint: 'listUserTokens',
    summary: 'Tokens, newest first: yours, and all of them for site administrators',
    filters: {
      user_id: {
        flags: '--user <user>',
        says: 'whose, by e-mail address, name or id',
        lookUp: user,
      },
      mine: { flags: '--mine', says: 'yours alone' },
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
    empty: 'No tokens. Make one: keywright token create NAME',
  });
  const create = token
    .command('create [name]')
    .description('Make a token, and print it: the one time it is shown')
    .option('--user <user>', 'for somebody else (site administrators)')
    .action(
      asks<NewToken & { user?: string }>(async ({ client, out }, options, name) => {
        const body = {
          ...(await tokenBody(client, name, options)),
          ...(options.user && { user_id: await user(client, options.user) }),
        };
        const made = await client.createUserToken({ body });
        await out.secret(made.created_token, made, `Made ${made.name} (${made.id}). ${once}`);
      }),
    );
  for (const option of newTokenOptions()) create.addOption(option);
  addTokenLife(token, ownTokens);
  token.addCommand(scopeGroup(ownTokens));
  return token;
}
