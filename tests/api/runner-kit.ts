import { builtInRoles } from '@keywright/contract';
import { expect } from 'vitest';
import { type Answer, type Client, createClient } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';

type Input = Record<string, unknown>;
/** A body of an answer. */
type Body = Answer['body'];

/** A service account that works for a cluster of its own. */
export interface Runner {
  readonly client: Client;
  readonly accountId: string;
  readonly cluster: string;
  /** The claimed task, or null. */
  claim(body?: Input): Promise<Body>;
  /** Claims a task that has to be there. */
  take(body?: Input): Promise<Body>;
  progress(claimed: Body, body?: Input): Promise<Answer>;
  result(claimed: Body, body?: Input): Promise<Answer>;
  /** Claims and ends what is due, until nothing is; returns the names of the operations. */
  work(outcome?: 'Done' | 'Failed'): Promise<string[]>;
  /** A token of a deployment's own. */
  tokenFor(deployment: string, body?: Input): Promise<Answer>;
}

/** A site with one env and one deployment kind, whose chart has two actions, and a clock that the test puts forward. */
export interface RunnerSite {
  readonly server: TestServer;
  readonly admin: Client;
  readonly project: string;
  readonly env: string;
  readonly kind: string;
  readonly chart: string;
  /** Puts the clock so many milliseconds forward. */
  pass(ms: number): void;
  now(): number;
  runner(env?: string): Promise<Runner>;
  /** An active person with a role on a resource, for the kind where the role is of one. */
  person(resource: string, role: keyof typeof builtInRoles): Promise<Client>;
  deploy(cluster: string, body?: Input): Promise<string>;
  /** A task that invokes the action `greet`. */
  invoke(deployment: string, more?: Input, by?: Client): Promise<Body>;
  task(id: string): Promise<Body>;
  deployment(id: string): Promise<Body>;
  made(path: string, body: unknown, by?: Client): Promise<Body>;
  withToken(text: string): Client;
}

const action = (id: string, allowed_role: string) => ({
  ...{ id, title: id, description: '', allowed_role, endpoint: 'standard_ingress' },
  ...{ path: `actions/${id}`, method: 'POST' },
  ui_schema: { inputs: [{ id: 'name', type: 'text', label: 'Name' }] },
});

export async function runnerSite(): Promise<RunnerSite> {
  const start = Date.now();
  const began = performance.now();
  let ahead = 0;
  const now = () => start + ahead + Math.floor(performance.now() - began);
  const server = await startTestServer({
    clock: now,
    env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' },
  });
  const admin = await server.as({ email: 'admin@example.test', picture: 'none' });
  let count = 0;
  const next = (what: string) => `${what}-${++count}`;
  const withToken = (text: string) =>
    createClient(server.url, { headers: { 'x-platz-token': text } });

  async function made(path: string, body: unknown, by: Client = admin): Promise<Body> {
    const answer = await by.post(`/api/v2/${path}`, { body });
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(201);
    return answer.body;
  }
  async function read(path: string): Promise<Body> {
    const answer = await admin.get(`/api/v2/${path}`);
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
    return answer.body;
  }
  const idOf = async (answer: Promise<Body>): Promise<string> => (await answer).id;

  const organization = await idOf(made('organizations', { name: 'acme' }));
  const project = await idOf(made('projects', { name: 'shop', organization_id: organization }));
  const env = await idOf(made('envs', { name: 'production', project_id: project }));
  const kind = await idOf(made('deployment-kinds', { name: 'web' }));
  const actions = [action('greet', 'Maintainer'), action('wipe', 'Owner')];
  const chart = await idOf(
    made('helm-charts', {
      ...{ kind_id: kind, image_tag: '1.0.0', image_digest: 'sha256:one' },
      actions_schema: { schema_version: 0, actions },
      values_ui: {
        inputs: [
          { id: 'greeting', type: 'text', label: 'Greeting' },
          { id: 'password', type: 'text', label: 'Password', sensitive: true },
        ],
      },
    }),
  );

  async function runner(ofEnv = env): Promise<Runner> {
    const account = await made('service-accounts', { name: next('runner'), home_id: project });
    const role_id = builtInRoles.runner.id;
    await made('grants', { principal_id: account.id, resource_id: ofEnv, role_id });
    const token = await made('service-account-tokens', { service_account_id: account.id });
    const client = withToken(token.created_token);
    const cluster = await idOf(
      made('k8s-clusters', { env_id: ofEnv, name: next('cluster') }, client),
    );
    return { accountId: account.id, ...runnerOn(client, cluster) };
  }

  return {
    ...{ server, admin, project, env, kind, chart, now, runner, made, withToken },
    pass(ms) {
      ahead += ms;
    },
    async person(resource_id, role) {
      const { id: role_id, ofKind } = builtInRoles[role];
      const person = await server.as({ email: `${next('person')}@team.test`, picture: 'none' });
      const principal_id = (await person.get('/api/v2/auth/me')).body.User.id;
      const kind_id = ofKind ? kind : undefined;
      await made('grants', { principal_id, resource_id, role_id, kind_id });
      return person;
    },
    deploy: (cluster_id, body) =>
      idOf(
        made('deployments', {
          ...{ name: next('web'), cluster_id, kind_id: kind, helm_chart_id: chart, config: {} },
          ...body,
        }),
      ),
    invoke(deployment_id, more = {}, by = admin) {
      const InvokeAction = { helm_chart_id: chart, action_id: 'greet', body: { name: 'Ada' } };
      return made('deployment-tasks', { deployment_id, operation: { InvokeAction }, ...more }, by);
    },
    task: (id) => read(`deployment-tasks/${id}`),
    deployment: (id) => read(`deployments/${id}`),
  };
}

/** A runner of a cluster that it has registered. */
export function runnerOn(client: Client, cluster: string): Omit<Runner, 'accountId'> {
  const claim = async (body: Input = {}) => {
    const answer = await client.post(`/api/v2/k8s-clusters/${cluster}/claim`, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.claimed;
  };
  const onTask = (what: string) => (claimed: Body, body: Input) =>
    client.post(`/api/v2/deployment-tasks/${claimed.task.id}/${what}`, {
      body: { lease_id: claimed.lease_id, ...body },
    });
  const result = (claimed: Body, body: Input = {}) =>
    onTask('result')(claimed, { outcome: 'Done', ...body });
  return {
    client,
    cluster,
    claim,
    async take(body) {
      const claimed = await claim(body);
      expect(claimed).not.toBeNull();
      return claimed;
    },
    progress: (claimed, body = {}) => onTask('progress')(claimed, body),
    result,
    async work(outcome = 'Done') {
      const done: string[] = [];
      for (let claimed = await claim(); claimed !== null; claimed = await claim()) {
        expect((await result(claimed, { outcome, reason: 'as asked' })).status).toBe(204);
        done.push(...Object.keys(claimed.task.operation));
      }
      return done;
    },
    tokenFor: (deployment, body = {}) =>
      client.post(`/api/v2/deployments/${deployment}/tokens`, { body }),
  };
}
