import type { Client, ServiceAccount, ServiceAccountLoss } from '@keywright/sdk';
import { Command } from 'commander';
import { expiresOption, lifeOf } from '../names/life.ts';
import { role, serviceAccount } from '../names/look-up.ts';
import { resourceId } from '../names/resource.ts';
import { siteId } from '../names/site-id.ts';
import { quiet, state, text } from '../output/cell.ts';
import type { Field } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { exactExpiry, exactly, relative, when } from '../output/times.ts';
import { asks } from '../program/asked.ts';
import { addList } from '../program/list-command.ts';
import { Stopped } from '../program/stopped.ts';
import { accountTokenGroup } from './account-token.ts';
import { once } from './one-token.ts';

/** `bot` is the service accounts of the site; `service-account` those of organizations and projects too. */
export type AccountNoun = 'bot' | 'service-account';

const words = { bot: 'bot', 'service-account': 'service account' } as const;

const columns: readonly Column<ServiceAccount>[] = [
  { title: 'ID', of: ({ id }) => quiet(id), least: 'whole' },
  { title: 'NAME', of: ({ name }) => text(name) },
  { title: 'STATE', of: (account) => state(account.state), least: 'whole' },
  { title: 'OF', of: ({ home }) => text(home.type === 'site' ? 'the site' : home.name) },
  { title: 'TOKENS', of: ({ num_tokens }) => text(num_tokens), least: 6 },
  { title: 'GRANTS', of: ({ num_grants }) => text(num_grants), least: 6 },
  { title: 'LAST USED', of: ({ last_used }) => when(last_used?.at), least: 9 },
];

const fields = (account: ServiceAccount): Field[] => [
  ['id', text(account.id)],
  ['name', text(account.name)],
  ['description', text(account.description)],
  ['state', state(account.state)],
  ['of', text(account.home.type === 'site' ? 'the site' : account.home.name)],
  ['made', exactly(account.created_at)],
  ['by', text(account.created_by.name)],
  ['expires', exactExpiry(account.expires_at)],
  ['active tokens', text(account.num_tokens)],
  ['grants', text(account.num_grants)],
  ['last used', exactly(account.last_used?.at)],
  ['from', text(account.last_used?.address)],
];

interface NewAccount {
  readonly description?: string;
  readonly home?: string;
  readonly expires?: string;
  readonly grant?: string[];
  readonly token?: string;
}

export function accountGroup(noun: AccountNoun): Command {
  const word = words[noun];
  const group = new Command(noun).description(
    noun === 'bot'
      ? 'Bots: service accounts of the site'
      : 'Service accounts, wherever they are at home',
  );
  addList(group, {
    endpoint: 'listServiceAccounts',
    summary: `${noun === 'bot' ? 'Bots' : 'Service accounts'}, by name`,
    filters: {
      search: { flags: '--search <text>', says: 'by a part of the name, or the id' },
      home_id:
        noun === 'bot'
          ? 'set'
          : { flags: '--home <resource>', says: 'at home right there', lookUp: resourceId },
      state: {
        flags: '--state <state>',
        says: 'in this state',
        choices: ['enabled', 'disabled', 'expired'],
      },
    },
    ...(noun === 'bot' && { set: { home_id: siteId } }),
    columns,
    empty: `None. Make one: keywright ${noun} create NAME`,
  });
  addCreate(group, noun);
  group
    .command(`show <${noun}>`)
    .description(`Show one ${word}`)
    .action(
      asks(async ({ client, out }, _options, name = '') => {
        const id = await serviceAccount(client, name);
        const account = await client.getServiceAccount({ params: { id } });
        await out.one(account, fields(account));
      }),
    );
  addSwitch(group, noun, true);
  addSwitch(group, noun, false);
  addRenewAndDelete(group, noun);
  group.addCommand(accountTokenGroup(noun));
  return group;
}

function addCreate(group: Command, noun: AccountNoun): void {
  const create = group
    .command('create <name>')
    .description(`Make a ${words[noun]}, with its rights and its first token where they are named`)
    .option('--description <text>', 'what it is for')
    .addOption(expiresOption())
    .option(
      '--grant <role@resource>',
      'what it may do: ROLE@RESOURCE, or PERMISSION@RESOURCE; may come again',
      (one: string, before: string[] = []) => [...before, one],
    )
    .option('--token <name>', 'make its first token too, and print it');
  if (noun === 'service-account') {
    create.option(
      '--home <resource>',
      'the organization or project it belongs to; the site without it',
    );
  }
  create.action(
    asks<NewAccount>(async ({ client, out }, options, name = '') => {
      const { description, home, expires, grant = [], token } = options;
      const body = {
        name,
        ...(description && { description }),
        ...(home && { home_id: await resourceId(client, home) }),
        ...lifeOf(expires),
        grants: await Promise.all(grant.map((one) => grantOf(client, one))),
        ...(token && { token: { name: token } }),
      };
      const made = await client.createServiceAccount({ body });
      const sentence = `Made ${made.name} (${made.id}).`;
      if (made.token === null) return out.done(sentence, made);
      await out.secret(made.token.created_token, made, `${sentence} ${once}`);
    }),
  );
}

/** `Role@env:prod` or `deployment.read@env:prod`. */
async function grantOf(client: Client, text: string) {
  const [, what = '', place] = /^(.+?)@(.+)$/.exec(text) ?? [];
  if (place === undefined) {
    throw new Stopped('usage', `--grant ${text}: Expected ROLE@RESOURCE, such as User@env:prod.`);
  }
  const resource_id = await resourceId(client, place);
  const isPermission = /^[a-z_]+\.[a-z_]+$/.test(what);
  return isPermission
    ? { resource_id, permissions: [what] }
    : { resource_id, role_id: await role(client, what, resource_id) };
}

function addSwitch(group: Command, noun: AccountNoun, is_enabled: boolean): void {
  const verb = is_enabled ? 'enable' : 'disable';
  group
    .command(`${verb} <${noun}>`)
    .description(
      is_enabled ? 'Let its tokens work again' : 'Refuse all its tokens, until it is enabled',
    )
    .action(
      asks(async ({ client, out, confirm }, _options, name = '') => {
        const id = await serviceAccount(client, name);
        if (!is_enabled) {
          const { name, last_used } = await client.getServiceAccount({ params: { id } });
          await confirm(`Disable ${name} (${usedWhen(last_used)})?`);
        }
        const body = { is_enabled };
        const changed = await client.updateServiceAccount({ params: { id }, body });
        await out.done(`${changed.name} is ${changed.state}.`, changed);
      }),
    );
}

function addRenewAndDelete(group: Command, noun: AccountNoun): void {
  group
    .command(`renew <${noun}>`)
    .description('Print a new secret; every other one it has is dead now')
    .addOption(expiresOption())
    .action(
      asks<{ expires?: string }>(async ({ client, out, confirm }, { expires }, name = '') => {
        const id = await serviceAccount(client, name);
        await confirm(`Renew ${name}? All its present secrets stop working.`);
        const made = await client.renewServiceAccount({ params: { id }, body: lifeOf(expires) });
        await out.secret(made.created_token, made, `Renewed ${made.name} of ${name}. ${once}`);
      }),
    );
  group
    .command(`delete <${noun}>`)
    .description('Delete it with its tokens and grants, for good')
    .action(
      asks(async ({ client, out, confirm }, _options, name = '') => {
        const id = await serviceAccount(client, name);
        const params = { id };
        const loss = await client.deleteServiceAccount({ params, query: { dry_run: 'true' } });
        await confirm(`Delete ${name} for good, ${lossOf(loss as ServiceAccountLoss)}?`);
        await client.deleteServiceAccount({ params });
        await out.done(`Deleted ${name} (${id}).`);
      }),
    );
}

const lossOf = ({ tokens, grants, last_used }: ServiceAccountLoss) =>
  `with ${tokens} active tokens and ${grants} grants, ${usedWhen(last_used)}`;

const usedWhen = (last: ServiceAccount['last_used']) =>
  last === null ? 'never used' : `last used ${relative(last.at, Date.now())}`;
