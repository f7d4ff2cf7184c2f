import { type RunnerSite, runnerSite } from '../../api/runner-kit.ts';
import { CookieJar } from '../../kit/cookie-jar.ts';
import { passProvider } from '../../kit/sign-in.ts';

/** A site with everything that an operation can be about, told by ids; runners brought what only runners bring. */
export interface World {
  readonly site: RunnerSite;
  /** A new name that begins with this. */
  readonly next: (what: string) => string;
  readonly user: string;
  readonly bot: string;
  readonly env: string;
  readonly kind: string;
  readonly cluster: string;
  readonly chart: string;
  /** Running, with a part and some tasks. */
  readonly deployment: string;
  readonly resource: string;
  readonly task: string;
  /** What the provider gives a browser for the second step of signing in. */
  signInCode(): Promise<string>;
  newEnv(): Promise<string>;
  newCluster(): Promise<string>;
  newDeployment(): Promise<string>;
  userToken(): Promise<string>;
  botToken(): Promise<string>;
  envUserPermission(): Promise<string>;
  deploymentPermission(): Promise<string>;
}

export async function createWorld(): Promise<World> {
  const site = await runnerSite();
  const { server, admin, env, kind, chart, made } = site;
  let count = 0;
  const next = (what: string) => `${what} ${++count}`;
  const idOf = async (path: string, body?: unknown): Promise<string> => (await made(path, body)).id;

  const runner = await site.runner();
  const { cluster } = runner;
  const deployment = await site.deploy(cluster);
  const { id: task } = await site.invoke(deployment);
  await runner.work();
  await report(runner, deployment);
  const parts = await admin.get(`/api/v2/k8s-resources?deployment_id=${deployment}`);
  const person = await server.as({ email: 'somebody@team.test', picture: 'none' });
  const user = (await person.get('/api/v2/auth/me')).body.User.id;
  const bot = await idOf('bots', { display_name: next('bot') });
  const newEnv = () => idOf('envs', { name: next('env') });
  const grantee = async () => ({ env_id: await newEnv(), user_id: user });
  return {
    ...{ site, next, user, bot, env, kind, cluster, chart, deployment, task, newEnv },
    resource: parts.body.items[0].id,
    async signInCode() {
      const { body } = await server.anonymous().get('/api/v2/auth/google');
      const start = new URL(body.redirect_url);
      const callback = await passProvider(new CookieJar(), start, { email: 'somebody@team.test' });
      return callback.searchParams.get('code') ?? '';
    },
    newCluster: async () => (await site.runner()).cluster,
    newDeployment: () => site.deploy(cluster),
    userToken: () => idOf('user-tokens'),
    botToken: () => idOf('bot-tokens', { bot_id: bot }),
    envUserPermission: async () =>
      idOf('env-user-permissions', { ...(await grantee()), role: 'Admin' }),
    deploymentPermission: async () =>
      idOf('deployment-permissions', { ...(await grantee()), kind_id: kind, role: 'Owner' }),
  };
}

type Runner = Awaited<ReturnType<RunnerSite['runner']>>;

/** What a runner sees of a deployment that runs. */
async function report({ client, cluster }: Runner, id: string): Promise<void> {
  const resource = { kind: 'Deployment', api_version: 'apps/v1', name: 'web' };
  const content = {
    status: { name: 'Healthy', color: 'success' },
    primary_metric: { value: '3', unit: 'requests/s', short_description: 'Load' },
    notices: [{ level: 'Info', text: 'All is well.' }],
  };
  const { status, body } = await client.post(`/api/v2/k8s-clusters/${cluster}/report`, {
    body: {
      is_ok: true,
      deployments: [
        {
          id,
          resources: [{ ...resource, status_color: ['success'], metadata: {} }],
          status: { content, error: null },
        },
      ],
    },
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
}
