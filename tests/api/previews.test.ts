import { type Endpoint, type EndpointName, endpoints } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { expectError, expectOk } from './matrix-answers.ts';
import { endpointNames, send } from './matrix-ask.ts';
import { assembleCast } from './matrix-cast.ts';
import type { Headers } from './matrix-principals.ts';
import type { Asking } from './matrix-row.ts';
import { rows } from './matrix-rows.ts';

const cast = await assembleCast();
const { server, members, accounts } = cast;
afterAll(() => server.stop());

const previewed = endpointNames.filter((name) => 'preview' in endpoints[name]);

async function eventCount(): Promise<number> {
  return (await cast.admin.get('/api/v2/audit-events?per_page=1')).body.num_total;
}

const tried = (asking: Asking, dry_run = 'true'): Asking => ({
  ...asking,
  query: { ...asking.query, dry_run },
});

test('what deletes or moves much can be tried first', () => {
  expect(previewed.sort()).toEqual([
    ...[
      'deleteDeployment',
      'deleteDeploymentKind',
      'deleteEntity',
      'deleteEntityType',
      'deleteEnv',
      'deleteOrganization',
      'deleteProject',
      'deleteRole',
    ],
    ...['deleteServiceAccount', 'moveProject', 'removeUnused', 'setTokenPolicy', 'updateRole'],
  ]);
});

/** What nobody used for a day takes a day: tests/api/unused.test.ts tries that. */
const atOnce = previewed.filter((name) => name !== 'removeUnused');

test.each(atOnce)('%s, tried, says what would come of it and does nothing', async (name) => {
  const asking = await rows[name].ask(cast, members.user);
  const { token } = members.admin.headers;
  const before = await eventCount();
  const answer = await send(server.url, name, tried(asking), token);
  expectPreview(name, answer.body);
  expect(answer.status).toBe(200);
  expect(await eventCount()).toBe(before);
  // It is all still there: the same again, and then in earnest.
  expect((await send(server.url, name, tried(asking), token)).body).toEqual(answer.body);
  expectOk(name, await send(server.url, name, tried(asking, 'false'), token));
  expect(await eventCount()).toBeGreaterThan(before);
});

function expectPreview(name: EndpointName, body: unknown): void {
  const { preview }: Endpoint = endpoints[name];
  expect(preview?.parse(body), 'undeclared fields').toEqual(body);
  expect(body).toMatchObject({ dry_run: true });
}

const outsiders: readonly (readonly [string, Headers])[] = [
  ['nobody in particular', members.other.headers.token],
  ['a user of the env', members.envUser.headers.token],
  ['the Admin of the env', members.envAdmin.headers.token],
  ['a bot', accounts.bareBot.headers.token],
  ['an account that reads the project', accounts.projectAccount.headers.token],
];

test.each(previewed)('%s is tried by those alone who may do it', async (name) => {
  const asking = await rows[name].ask(cast, members.user);
  for (const [who, headers] of outsiders) {
    const before = await eventCount();
    const refused = await send(server.url, name, tried(asking), headers);
    // The Admin of the env may delete it, and so may ask what would go.
    if (refused.status === 200) {
      expect(['deleteEnv', 'deleteDeployment']).toContain(name);
      expect(who).toBe('the Admin of the env');
      continue;
    }
    const isSeen = refused.status === 403;
    expectError(name, refused, isSeen ? 'forbidden' : 'not_found');
    // Word for word what they would hear in earnest; and an attempt is an attempt.
    const inEarnest = await send(server.url, name, asking, headers);
    const { request_id: _, ...said } = refused.body;
    const { request_id: __, ...saidInEarnest } = inEarnest.body;
    expect(said).toEqual(saidInEarnest);
    expect(await eventCount()).toBe(before + (isSeen ? 2 : 0));
  }
});
