import { made } from '../api/made.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { type Actor, createHolder, createRoleActor } from './actors.ts';
import { api, type Stage } from './stage.ts';
import { accountEnabled, type Given, grantHeld, personActive, rolePermission } from './switches.ts';
import type { Right } from './tokens.ts';

const people = 6;
const accounts = 6;
const roles = 2;

/** Makes everybody to whom something will happen, before anything else does. */
export async function createCast(stage: Stage): Promise<Actor[]> {
  const admin = createClient(stage.servers[0]?.url ?? '', {
    headers: { 'x-platz-token': stage.admin },
  });
  const make = async (path: string, body: unknown): Promise<string> =>
    (await made(admin.post(`${api}/${path}`, { body }))).id;
  const project = await make('projects', { name: 'chaos' });
  const readers = await Promise.all(
    Array.from({ length: roles }, async (_, index) => {
      const permissions = ['channel.list', 'channel.read'];
      const id = await make('roles', { name: `Reader ${index}`, home_id: project, permissions });
      return rolePermission(stage, id, 'channel.read', ['channel.list']);
    }),
  );
  const actors: Actor[] = readers.map((permission) => createRoleActor(stage, permission));
  const roleIds = readers.map(({ fact }) => fact.split(' ').at(-1) ?? '');

  const holder = async (index: number) => {
    const channel = await make('entities', {
      ...{ type: 'channel', project_id: project, name: `channel ${index}` },
    });
    const isPerson = index < people;
    const id = isPerson
      ? await make('users', { email: `p${index}@team.test` })
      : await make('service-accounts', { name: `account ${index}`, home_id: project });
    const reader = index % roles;
    const byRole = await granted(stage, admin, id, project, { role_id: roleIds[reader] ?? '' });
    const byList = await granted(stage, admin, id, index % 2 === 0 ? channel : project, {
      permissions: ['channel.publish'],
    });
    const right = (operation: string, ...needs: string[]): Right => ({
      ...{ entity_type: 'channel', operation, on: channel, needs },
    });
    const standing = isPerson ? personActive(stage, id) : accountEnabled(stage, id);
    const held = {
      path: `${api}/${isPerson ? 'user-tokens' : 'service-account-tokens'}`,
      owner: isPerson ? { user_id: id } : { service_account_id: id },
      standing: standing.fact,
      rights: [
        right('read', byRole.fact, readers[reader]?.fact ?? ''),
        right('publish', byList.fact),
      ],
    };
    return createHolder(stage, held, [standing, byRole, byList]);
  };
  const holders = Array.from({ length: people + accounts }, (_, index) => holder(index));
  return [...actors, ...(await Promise.all(holders))];
}

async function granted(stage: Stage, admin: Client, to: string, on: string, given: Given) {
  const body = { principal_id: to, resource_id: on, ...given };
  await made(admin.post(`${api}/grants`, { body }));
  return grantHeld(stage, to, on, given);
}
