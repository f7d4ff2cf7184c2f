import { type Answer, type Client, createClient } from '../kit/http-client.ts';
import { adminOf } from './invited.ts';
import { granted, type Made, made, madeTree, named } from './made-tree.ts';

/** A service account with a token. */
interface Account extends Made {
  readonly client: Client;
  readonly tokenId: string;
}

/** A task that the runner holds. */
type Claimed = Answer['body'];

/** An env where a kind is deployed twice, and a runner that does what the test says. */
export interface HistorySite {
  readonly env: Made;
  readonly kind: Made;
  readonly front: Made;
  readonly back: Made;
  /** The newer version; both deployments are made from the older one. */
  readonly newChart: string;
  /** Owns the kind in the env. */
  readonly bot: Account;
  claim(): Promise<Claimed>;
  progress(claimed: Claimed, output: string): Promise<void>;
  end(claimed: Claimed, result?: object): Promise<void>;
  /** Acts with a token of the deployment's own. */
  as(deployment: Made): Promise<Client>;
  /** Asks for the action `set-greeting`; answers with the task's id. */
  greet(by: Client, deployment: Made, more?: object): Promise<string>;
}

const greeting = [{ id: 'greeting', type: 'text', label: 'Greeting' }];
const setGreeting = {
  ...{ id: 'set-greeting', title: 'Set the greeting', description: '', method: 'POST' },
  ...{ allowed_role: 'Maintainer', endpoint: 'standard_ingress', path: 'greeting' },
  ui_schema: { inputs: greeting },
};

/** Makes it with the installations done by the bot, and `front` allowed to act on the kind. */
export async function madeHistory(url: string): Promise<HistorySite> {
  const { env } = await madeTree(url);
  const kind = await made(url, 'deployment-kinds', { name: named('web') });
  const chart = async (image_tag: string): Promise<string> => {
    const image_digest = `sha256:${kind.id}-${image_tag}`;
    const schemas = {
      values_ui: { inputs: greeting },
      actions_schema: { schema_version: 0, actions: [setGreeting] },
    };
    const body = { kind_id: kind.id, image_tag, image_digest, ...schemas };
    return (await made(url, 'helm-charts', body)).id;
  };
  const oldChart = await chart('1.0.0');
  const newChart = await chart('1.1.0');

  const bot = await madeAccount(url, named('deployer'), 'ci');
  await granted(url, bot.id, 'deploymentOwner', env.id, kind.id);
  const runner = await madeAccount(url, named('runner'), 'host-1');
  await granted(url, runner.id, 'runner', env.id);
  const cluster = await post(runner.client, 'k8s-clusters', { env_id: env.id, name: 'host-1' });
  const onTask = (claimed: Claimed, what: string, body: object) =>
    post(runner.client, `deployment-tasks/${claimed.task.id}/${what}`, {
      lease_id: claimed.lease_id,
      ...body,
    });
  const claim = async () =>
    (await post(runner.client, `k8s-clusters/${cluster.id}/claim`, { lease_s: 300 })).claimed;
  const end = (claimed: Claimed, result: object = {}) =>
    onTask(claimed, 'result', { outcome: 'Done', ...result });

  const deploy = (name: string): Promise<Made> =>
    post(bot.client, 'deployments', {
      ...{ name, kind_id: kind.id, cluster_id: cluster.id, helm_chart_id: oldChart },
      config: { greeting: 'Hello' },
    });
  const front = await deploy(named('front'));
  const back = await deploy(named('back'));
  await end(await claim());
  await end(await claim());
  await granted(url, front.id, 'deploymentMaintainer', env.id, kind.id);

  return {
    ...{ env, kind, front, back, newChart, bot, claim, end },
    progress: (claimed, output) => onTask(claimed, 'progress', { lease_s: 300, output }),
    async as({ id }) {
      const { access_token } = await post(runner.client, `deployments/${id}/tokens`, {});
      return bearing(url, access_token);
    },
    async greet(by, deployment, more = {}) {
      const { body: now } = await bot.client.get(`/api/v2/deployments/${deployment.id}`);
      const { helm_chart_id } = now;
      const body = { greeting: 'Welcome' };
      const task = await post(by, 'deployment-tasks', {
        deployment_id: deployment.id,
        operation: { InvokeAction: { helm_chart_id, action_id: 'set-greeting', body } },
        ...more,
      });
      return task.id;
    },
  };
}

async function madeAccount(url: string, name: string, tokenName: string): Promise<Account> {
  const body = { name, token: { name: tokenName } };
  const { id, token } = await post(await adminOf(url), 'service-accounts', body);
  return { id, name, tokenId: token.id, client: bearing(url, token.created_token) };
}

const bearing = (url: string, token: string): Client =>
  createClient(url, { headers: { 'x-platz-token': token } });

async function post(client: Client, path: string, body: object): Promise<Answer['body']> {
  const answer = await client.post(`/api/v2/${path}`, { body });
  if (answer.status < 300) return answer.body;
  throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
