import { type Endpoint, endpoints } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { made } from './made.ts';
import { expectError, expectOk } from './matrix-answers.ts';
import { endpointNames, send } from './matrix-ask.ts';
import { assembleCast } from './matrix-cast.ts';
import { freshChannel } from './matrix-entity-rows.ts';
import { attacksOn, lookedUp, ofNoTenant } from './tenants-attacks.ts';
import { attacksOnDeployments, ofNoTenantDeployed } from './tenants-deployments.ts';
import { attacksOnEntities, lookedUpToShare, ofNoTenantTypes } from './tenants-entities.ts';
import { makeRival, marker } from './tenants-rival.ts';
import { attacksOnTokens, ofNoTenantTokens, scopedTokenOf } from './tenants-tokens.ts';

const cast = await assembleCast();
const { server, tree } = cast;
afterAll(() => server.stop());
const rival = await makeRival(cast);
const ownChannel = await freshChannel(cast);
const ownAccount = await made(
  cast.admin.post('/api/v2/service-accounts', {
    body: { name: cast.freshName(), home_id: tree.project },
  }),
);
const own = await scopedTokenOf(cast, ownAccount.id, 'own');
const attacks = [
  ...attacksOn(rival, tree),
  ...attacksOnDeployments({ rival, tree, deployed: cast.deployed }),
  ...attacksOnEntities({ rival, tree, ownChannel }),
  ...attacksOnTokens({ rival, own }),
];

const { organizationAdmin } = cast.members;
const { organizationAccount } = cast.accounts;
const attackers = [
  ['an Admin elsewhere', organizationAdmin.headers.token, attacks],
  [
    'an account with a project elsewhere',
    organizationAccount.headers.token,
    attacks.filter((attack) => !attack.byOrganizationAdmin),
  ],
] as const;

/** All that happened, by whomever. */
async function eventCount(): Promise<number> {
  return (await cast.admin.get('/api/v2/audit-events?per_page=1')).body.num_total;
}

const cases = attackers.flatMap(([who, headers, its]) =>
  its.map((attack) => ({ who, headers, ...attack })),
);

test.each(cases)(
  '$name with an id of another tenant in $at, by $who: $expected',
  async ({ name, asking, headers, expected }) => {
    const before = await eventCount();
    const answer = await send(server.url, name, asking, headers);
    if (expected === 'hidden') expectError(name, answer, 'not_found');
    else {
      expectOk(name, answer);
      expect(answer.body).toMatchObject({ items: [], num_total: 0 });
    }
    expect(JSON.stringify(answer.body)).not.toContain(marker);
    expect(await eventCount(), 'nothing happened').toBe(before);
  },
);

test('the answers about another tenant are those about what does not exist, word for word', async () => {
  const headers = organizationAdmin.headers.token;
  const ids = new Set<string>(Object.values(rival));
  const isTheirs = (value: string) => ids.has(value);
  for (const { name, asking } of attacks.filter(({ expected }) => expected === 'hidden')) {
    const nowhere = crypto.randomUUID();
    const text = JSON.stringify(asking).replace(/[0-9a-f-]{36}/g, (id) =>
      isTheirs(id) && id !== rival.person ? nowhere : id,
    );
    const hidden = await send(server.url, name, asking, headers);
    const missing = await send(server.url, name, JSON.parse(text), headers);
    const { request_id: _, ...saidOfTheirs } = hidden.body;
    const { request_id: __, ...saidOfNothing } = missing.body;
    expect(withoutIds(saidOfTheirs), name).toEqual(withoutIds(saidOfNothing));
  }
});

/** Some answers repeat the id that was sent. */
const withoutIds = (said: unknown): string =>
  JSON.stringify(said).replace(/[0-9a-f-]{36}/g, 'an id');

test('no list shows the Admin of one organization anything of another, without filters either', async () => {
  const headers = organizationAdmin.headers.token;
  const lists = [
    ...(['listOrganizations', 'listProjects', 'listEnvs', 'listRoles', 'listGrants'] as const),
    ...(['listEnvUserPermissions', 'listDeploymentPermissions', 'listServiceAccounts'] as const),
    ...(['listK8sClusters', 'listK8sResources', 'listDeployments', 'listDeploymentTasks'] as const),
    ...(['listEntities'] as const),
  ];
  for (const name of lists) {
    const answer = await send(server.url, name, { query: { per_page: '200' } }, headers);
    expectOk(name, answer);
    expect(answer.body.items.length, name).toBeGreaterThan(
      name === 'listDeploymentPermissions' ? -1 : 0,
    );
    expect(JSON.stringify(answer.body), name).not.toContain(marker);
  }
});

test('a service account of another tenant is given nothing, though people may look it up', async () => {
  const headers = organizationAdmin.headers.token;
  const before = await eventCount();
  const tries = [
    send(
      server.url,
      'createGrant',
      {
        body: { principal_id: rival.account, resource_id: tree.env, permissions: ['env.read'] },
      },
      headers,
    ),
    send(
      server.url,
      'createEnvUserPermission',
      {
        body: { bot_id: rival.account, env_id: tree.env, role: 'User' },
      },
      headers,
    ),
    send(
      server.url,
      'createDeploymentPermission',
      {
        body: { bot_id: rival.account, env_id: tree.env, kind_id: tree.kind, role: 'Owner' },
      },
      headers,
    ),
  ];
  for (const { status, body } of await Promise.all(tries)) {
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  }
  const why = await send(
    server.url,
    'explainAccess',
    {
      query: { principal: rival.account, resource: tree.env, permission: 'env.read' },
    },
    headers,
  );
  expect(why.body).toMatchObject({ allowed: false, reasons: [] });
  expect(await eventCount()).toBe(before);
});

test('every id that an endpoint takes is tried, or is of no tenant', () => {
  const ofNobody = new Set([
    ...[...ofNoTenant, ...ofNoTenantDeployed],
    ...[...ofNoTenantTypes, ...ofNoTenantTokens],
  ]);
  const tried = new Set(attacks.map(({ name, at }) => `${name} ${at}`));
  const taken = endpointNames.flatMap((name) =>
    idsOf(endpoints[name]).map((at) => `${name} ${at}`),
  );
  const left = taken.filter((one) => !tried.has(one) && !ofNobody.has(one));
  expect(left.sort()).toEqual([...lookedUp, ...lookedUpToShare].sort());
});

/** Where an endpoint takes ids: `params.id`, `body.grants.role_id`. */
function idsOf({ params, query, body }: Endpoint): string[] {
  const places = Object.entries({ params, query, body });
  return places.flatMap(([place, schema]) => (schema ? idsWithin(schema, place) : []));
}

function idsWithin(schema: z.ZodType, at: string): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return idsWithin(schema.unwrap() as z.ZodType, at);
  }
  if (schema instanceof z.ZodArray) return idsWithin(schema.element as z.ZodType, at);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, field]) =>
      idsWithin(field as z.ZodType, `${at}.${name}`),
    );
  }
  return schema instanceof z.ZodUUID ? [at] : [];
}
