import { builtInRoles } from '@keywright/contract';
import { CookieJar } from '../kit/cookie-jar.ts';
import { createClient } from '../kit/http-client.ts';
import { callbackOfBrowser, passProvider } from '../kit/sign-in.ts';
import { made } from './made.ts';
import type { Cast } from './matrix-cast.ts';
import type { Member } from './matrix-principals.ts';
import type { Asking } from './matrix-row.ts';
import { grant } from './matrix-tree.ts';

/** What rows ask about: things made just now, on which those of the cast who hold such a role hold it. */

export async function freshToken(_: Cast, owner: Member): Promise<Asking> {
  const { id } = await made(owner.browser.post('/api/v2/user-tokens', { body: { name: 'fresh' } }));
  return { params: { id } };
}

export async function freshSession({ server }: Cast, owner: Member): Promise<Asking> {
  const session = await server.as(owner.email);
  const { body } = await session.get('/api/v2/profile');
  return { params: { id: body.credential.id } };
}

export async function freshUser({ admin, freshEmail }: Cast): Promise<string> {
  return (await made(admin.post('/api/v2/users', { body: { email: freshEmail() } }))).id;
}

export const freshCode = (path: string) =>
  async function codeOf({ server }: Cast, owner: Member): Promise<Asking> {
    const { body } = await createClient(server.url).get(path);
    const back = await passProvider(new CookieJar(), new URL(body.redirect_url), owner);
    return { body: { auth_code: back.searchParams.get('code') } };
  };

export async function freshCallback({ server }: Cast, owner: Member): Promise<Asking> {
  const jar = new CookieJar();
  const back = await callbackOfBrowser(server.url, jar, owner);
  return {
    query: Object.fromEntries(back.searchParams),
    headers: { cookie: jar.headerFor(back) ?? '' },
  };
}

async function add({ admin, freshName }: Cast, path: string, body: object): Promise<string> {
  return (await made(admin.post(`/api/v2/${path}`, { body: { name: freshName(), ...body } }))).id;
}

export async function freshOrganization(cast: Cast): Promise<string> {
  const id = await add(cast, 'organizations', {});
  const { organizationAdmin } = cast.members;
  await grant(cast.admin, organizationAdmin.id, builtInRoles.organizationAdmin.id, id);
  return id;
}

export async function freshProject(cast: Cast): Promise<string> {
  const { members, accounts, tree } = cast;
  const id = await add(cast, 'projects', { organization_id: tree.organization });
  await grant(cast.admin, members.projectAdmin.id, builtInRoles.projectAdmin.id, id);
  await grant(cast.admin, accounts.organizationAccount.id, builtInRoles.projectAdmin.id, id);
  return id;
}

export async function freshEnv(cast: Cast): Promise<string> {
  const { members, accounts, tree } = cast;
  const id = await add(cast, 'envs', { project_id: tree.project });
  await grant(cast.admin, members.envAdmin.id, builtInRoles.envAdmin.id, id);
  await grant(cast.admin, members.envUser.id, builtInRoles.envUser.id, id);
  await grant(cast.admin, accounts.envBot.id, builtInRoles.envUser.id, id);
  return id;
}

export const freshKind = (cast: Cast): Promise<string> => add(cast, 'deployment-kinds', {});

export const freshRole = (cast: Cast): Promise<string> =>
  add(cast, 'roles', { home_id: cast.tree.project, permissions: ['env.read'] });

/** At home in the project; it holds nothing. */
export const freshAccount = (cast: Cast): Promise<string> =>
  add(cast, 'service-accounts', { home_id: cast.tree.project });

export async function freshAccountToken(cast: Cast): Promise<string> {
  return add(cast, 'service-account-tokens', { service_account_id: await freshAccount(cast) });
}

export async function freshBot({ admin, freshName }: Cast): Promise<string> {
  return (await made(admin.post('/api/v2/bots', { body: { display_name: freshName() } }))).id;
}

export async function freshBotToken(cast: Cast): Promise<string> {
  const body = { bot_id: await freshBot(cast) };
  return (await made(cast.admin.post('/api/v2/bot-tokens', { body }))).id;
}

/** To the owner, on an env made just now. */
export async function freshGrant(cast: Cast, owner: Member): Promise<string> {
  const env = await freshEnv(cast);
  return (await grant(cast.admin, owner.id, builtInRoles.envUser.id, env)).id;
}

export async function freshKindGrant(cast: Cast, owner: Member): Promise<string> {
  const body = {
    ...{ env_id: await freshEnv(cast), user_id: owner.id },
    ...{ kind_id: cast.tree.kind, role: 'Owner' },
  };
  return (await made(cast.admin.post('/api/v2/deployment-permissions', { body }))).id;
}
