import { type Endpoint, endpoints, permissions, unscopable } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { oracleAllows, oracleInScope } from '../authorization/oracle.ts';
import { openLiveEvents } from '../kit/live-events.ts';
import { type ScopeVariant, scopeVariants } from '../kit/scope-variants.ts';
import { type Connected, connectMqtt } from '../mqtt/mqtt-client.ts';
import { send } from './matrix-ask.ts';
import { type Aimed, isForEverybody, type Probe, probesOf } from './scopes-matrix-probes.ts';
import {
  imaginedSite,
  type MatrixToken,
  matrixSite,
  nodeOf,
  tokensFor,
} from './scopes-matrix-site.ts';

const site = await matrixSite();
const { cast } = site;
afterAll(() => site.stop());

const tally = { plane: 0, http: 0, mqtt: 0, allowed: 0, refused: 0, wrong: 0 };
const withoutEndpoint: string[] = [];
const combinations = new Set<string>();
afterAll(() => {
  const { plane, http, mqtt, allowed, refused, wrong } = tally;
  console.info(
    `scope matrix: ${permissions.length} permissions, ${combinations.size} combinations, ` +
      `${permissions.length * scopeVariants.length * 2 - combinations.size} that cannot be made; ` +
      `${http} answers over HTTP (${allowed} allowed, ${refused} refused), ${mqtt} over MQTT and ${plane} of the plane, ` +
      `${wrong} wrong; judged by the plane alone: ${withoutEndpoint.join(', ')}`,
  );
});

/** Those that are refused come first, so that what they are about is there still. */
const inOrder: readonly ScopeVariant[] = scopeVariants;

describe.each(permissions)('%s', (permission) => {
  const probes = probesOf(permission);
  if (probes.length === 0) withoutEndpoint.push(permission);

  test.each(
    (probes.length === 0 ? [undefined] : probes).map((probe) => ({ probe, name: probe?.name })),
  )(
    '$name answers as the oracle says, whatever the token carries and its owner holds',
    async ({ probe }) => {
      await site.lose(undefined);
      const trial = await begin(permission, probe);
      const wrong: string[] = [];
      for (const lost of [permission, undefined]) {
        await site.lose(lost);
        for (const token of trial.tokens) wrong.push(...(await judge(trial, token, lost)));
      }
      tally.wrong += wrong.length;
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});

/** One permission that is being tried. */
interface Trial {
  readonly permission: string;
  readonly type: string;
  readonly probe: Probe | undefined;
  readonly tokens: readonly MatrixToken[];
  /** The nodes that scopes name beside those of the tree. */
  readonly nodes: readonly string[];
  aimed: Aimed | undefined;
}

async function begin(permission: string, probe: Probe | undefined): Promise<Trial> {
  const [type = ''] = permission.split('.');
  const aimed = await probe?.ask(cast);
  const entity = nodeOf(permission, cast, aimed);
  const otherEntity = await otherOf(type);
  const { otherProject } = site;
  const places = { entity, otherEntity, otherProject, project: cast.tree.project };
  const tokens = (await tokensFor(site, permission, places)).toSorted(byVariant);
  return { permission, type, probe, tokens, nodes: [entity, otherEntity], aimed };
}

/** What was answered otherwise than the oracle says. */
async function judge(
  trial: Trial,
  token: MatrixToken,
  lost: string | undefined,
): Promise<string[]> {
  const { permission, type, probe, nodes } = trial;
  const node = nodeOf(permission, cast, trial.aimed);
  const imagined = imaginedSite(site, { type, node, others: nodes, lost }, token);
  const question = {
    ...{ principal: site.holder.id, token: 'token', permission },
    ...{ node, asKind: null, now: 0 },
  };
  const says = oracleAllows(imagined, question);
  const what = `${permission}, ${token.variant}, ${lost ? 'lost' : 'held'}`;
  combinations.add(what);
  tally.plane += 1;
  const ofPlane = await site.planeSays(token.headers, permission, node);
  const wrong = ofPlane === says ? [] : [`${what}: the plane says ${ofPlane}`];
  const byMqtt = await overMqtt(permission, node, token);
  if (byMqtt !== undefined && byMqtt !== says) wrong.push(`${what}: MQTT says ${byMqtt}`);
  if (!probe || !trial.aimed) return wrong;
  // What is open to everybody takes no right, and a scope all the same; lists show what one has a right to.
  const isOpen = isForEverybody(probe, trial.aimed) && oracleInScope(imagined, question);
  const wanted = (says || isOpen) && !isRefusedToScoped(probe, token);
  const { isAllowed, told } = await tried(probe, trial.aimed, token);
  tally.http += 1;
  tally[isAllowed ? 'allowed' : 'refused'] += 1;
  if (isAllowed && endpoints[probe.name].effect === 'change') trial.aimed = await probe.ask(cast);
  return isAllowed === wanted ? wrong : [...wrong, `${what}: ${probe.name} answers ${told}`];
}

const mqttWays: Partial<Record<string, (client: Connected, topic: string) => Promise<boolean>>> = {
  'channel.publish': async (client, topic) => (await client.publish(topic)) === 'taken',
  'channel.subscribe': async (client, topic) => (await client.subscribe(topic))[0] !== 128,
};

/** The same asked by an MQTT client with that token; undefined: MQTT has no word for it. */
async function overMqtt(
  permission: string,
  node: string,
  { headers }: MatrixToken,
): Promise<boolean | undefined> {
  const way = mqttWays[permission];
  if (!way) return undefined;
  tally.mqtt += 1;
  const url = `${cast.server.url.replace('http', 'ws')}/mqtt`;
  const client = await connectMqtt(url, { token: headers['x-platz-token'] ?? '' });
  const isAllowed = await way(client, `m/${cast.tree.project}/c/${node}`);
  await client.vanish();
  return isAllowed;
}

const byVariant = (one: MatrixToken, other: MatrixToken) =>
  inOrder.indexOf(one.variant) - inOrder.indexOf(other.variant);

const isRefusedToScoped = ({ name }: Probe, token: MatrixToken) =>
  (endpoints[name] as Endpoint).refusesScoped === true && token.scopes !== null;

/** Types that are no nodes have none beside. */
function otherOf(type: string): Promise<string> {
  const nodes = ['organization', 'project', 'env', 'deployment', 'channel', 'client'];
  return site.otherEntity([...nodes, 'group', 'dashboard'].includes(type) ? type : 'channel');
}

async function tried(
  { name }: Probe,
  { asking, listed }: Aimed,
  { headers }: MatrixToken,
): Promise<{ isAllowed: boolean; told: string }> {
  const endpoint: Endpoint = endpoints[name];
  if ('events' in endpoint.answer) {
    const path = endpoint.path.replace('{id}', asking.params?.['id'] ?? '');
    const stream = await openLiveEvents(cast.server.url, headers, path);
    stream.close();
    return { isAllowed: isAnswer(endpoint, stream.status, ''), told: `${stream.status}` };
  }
  const { status, body } = await send(cast.server.url, name, asking, headers);
  const told = `${status} ${JSON.stringify(body).slice(0, 300)}`;
  const isAllowed =
    isAnswer(endpoint, status, told) &&
    (listed === undefined || body.items.some(({ id }: { id: string }) => id === listed));
  return { isAllowed, told };
}

/** Anything but its answer, or a refusal, is a fault of the test. */
function isAnswer(endpoint: Endpoint, status: number, told: string): boolean {
  if (status === endpoint.answer.status) return true;
  expect([403, 404], `${endpoint.path}: ${told}`).toContain(status);
  return false;
}

test('what no scope can be of is refused to whoever asks for one', async () => {
  for (const permission of unscopable) {
    const [entity_type, operation] = permission.split('.');
    const body = { scopes: [{ entity_type, operation }] };
    const { status } = await cast.admin.post('/api/v2/user-tokens', { body });
    expect(status, permission).toBe(400);
  }
});
