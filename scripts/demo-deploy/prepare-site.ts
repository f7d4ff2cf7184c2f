import { type Client, createClient, siteId } from '../../packages/sdk/src/index.ts';
import { say } from './say.ts';
import { personalToken } from './sign-in.ts';

/** Who takes part, and what they act on. */
export interface PreparedSite {
  readonly server: string;
  readonly admin: Client;
  readonly member: Client;
  readonly bot: Client;
  readonly envId: string;
  readonly kindId: string;
  readonly runnerToken: string;
}

/** Makes an env, a kind, and whoever takes part, each with what they need and nothing more. */
export async function prepareSite(server: string): Promise<PreparedSite> {
  const as = (token: string) => createClient({ url: server, token });
  say.chapter('An env, a deployment kind, and who may do what there');

  const admin = as(await personalToken(server, 'admin@example.test'));
  const member = as(await personalToken(server, 'member@example.test'));
  say.answer('Ada Admin and Mika Member have signed in and made a personal access token each');

  const env = await admin.createEnv({ body: { name: 'demo' } });
  const kind = await admin.createDeploymentKind({ body: { name: 'web' } });
  say.answer('Ada has made env demo and kind web');

  const onEnv = { resource_id: env.id } as const;
  const runner = await admin.createServiceAccount({
    body: {
      name: 'runner',
      grants: [
        { ...onEnv, role_id: await roleNamed(admin, 'Runner') },
        // Versions of a kind belong to the site.
        { resource_id: siteId, permissions: ['helm_chart.create'] },
      ],
      token: { name: 'this machine' },
    },
  });
  say.answer('service account runner: Runner on demo, and it may register versions');

  const bot = await admin.createServiceAccount({
    body: {
      name: 'ci',
      grants: [{ ...onEnv, role_id: await roleNamed(admin, 'Owner'), kind_id: kind.id }],
      token: { name: 'pipeline' },
    },
  });
  say.answer('bot ci: Owner of kind web in demo');

  const me = await member.authMe();
  if (!('User' in me)) throw new Error('Mika is a person.');
  await admin.createGrant({
    body: {
      ...{ principal_id: me.User.id, role_id: await roleNamed(admin, 'Maintainer') },
      ...{ ...onEnv, kind_id: kind.id },
    },
  });
  say.answer('Mika: Maintainer of kind web in demo');

  return {
    server,
    admin,
    member,
    bot: as(bot.token?.created_token ?? ''),
    envId: env.id,
    kindId: kind.id,
    runnerToken: runner.token?.created_token ?? '',
  };
}

/** The id of a built-in role. */
export async function roleNamed(client: Client, name: string): Promise<string> {
  const { items } = await client.listRoles({ query: { per_page: 200 } });
  const role = items.find((one) => one.name === name && one.kind === 'built_in');
  if (role === undefined) throw new Error(`There is no role ${name}.`);
  return role.id;
}
