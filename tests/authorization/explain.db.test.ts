import { permissions } from '@keywright/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImaginedPrincipal, ImaginedSite, Question } from './imagined-site.ts';
import { oracleAllows } from './oracle.ts';
import { askedPermissions, largeSite } from './random-site.ts';
import { type SiteServer, serveSite } from './site-server.ts';

/** Shown where something fails, so that the same site can be asked again. */
const seed = Date.now() % 1_000_000;
const asker: ImaginedPrincipal = {
  kind: 'user',
  id: 'eeeeeeee-0000-7000-8000-000000000000',
  isActive: true,
  isAdmin: true,
};

let server: SiteServer;
let site: ImaginedSite;
beforeAll(async () => {
  const [drawn] = fc.sample(largeSite, { numRuns: 1, seed });
  if (!drawn) throw new Error('Nothing was drawn.');
  server = await serveSite({ ...drawn, principals: [...drawn.principals, asker] });
  site = server.site;
  server.setTime(now);
});
afterAll(() => server.stop());

const now = 2;
const perPage = 5;

async function get(path: string, query: Record<string, string>) {
  const { status, body } = await server
    .as({ principal: asker.id, token: null })
    .get(`/api/v2/${path}?${new URLSearchParams(query)}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** All rows of a list, page by page. */
async function walk(path: string, query: Record<string, string>) {
  const rows = [];
  for (let page = 1; ; page += 1) {
    const body = await get(path, { ...query, per_page: `${perPage}`, page: `${page}` });
    rows.push(...body.items);
    if (body.items.length === perPage) continue;
    expect(body.num_total).toBe(rows.length);
    return rows;
  }
}

/** A few of them, from all over the list. */
const few = <T>(list: readonly T[], most: number) =>
  list.filter((_, i) => i % Math.ceil(list.length / most) === seed % Math.ceil(list.length / most));

function questions(): Question[] {
  const [kind] = site.nodes.filter(({ type }) => type === 'deployment_kind');
  return site.principals.flatMap(({ id: principal }) =>
    few(site.nodes, 6).flatMap(({ id: node }, i) =>
      few(askedPermissions, 4).map((permission) => ({
        ...{ principal, token: null, node, permission, now },
        asKind: i % 3 === 0 ? (kind?.id ?? null) : null,
      })),
    ),
  );
}

/** The grants that give it, each by itself: what is asked is not held by administering the site. */
function grantsGiving(question: Question): string[] {
  const plain = site.principals.map((one) => ({ ...one, isAdmin: false }));
  return site.grants
    .filter((grant) => oracleAllows({ ...site, principals: plain, grants: [grant] }, question))
    .map(({ id }) => id)
    .sort();
}

test('an explanation says what the oracle says, and names each grant that gives it', async () => {
  let held = 0;
  for (const question of questions()) {
    const { principal, permission, node: resource, asKind } = question;
    const kind: Record<string, string> = asKind === null ? {} : { kind: asKind };
    const body = await get('access', { principal, permission, resource, ...kind });
    const isAllowed = oracleAllows(site, question);
    expect(body.allowed, `seed ${seed} ${JSON.stringify(question)}`).toBe(isAllowed);
    expect(body.denial === null).toBe(isAllowed);
    const through = body.reasons.flatMap((reason: Reason) => reason.grant_id ?? []);
    expect(through.sort()).toEqual(isAllowed ? grantsGiving(question) : []);
    if (isAllowed) held += 1;
  }
  expect(held, `seed ${seed}`).toBeGreaterThan(0);
}, 120_000);

interface Reason {
  readonly grant_id?: string;
}

test('who may do something on a resource is everybody whom the oracle lets, and nobody else', async () => {
  for (const { id: resource } of few(site.nodes, 8)) {
    for (const permission of few(askedPermissions, 5)) {
      const rows = await walk('access/who', { permission, resource });
      const wanted = site.principals.filter(({ id: principal }) =>
        oracleAllows(site, {
          principal,
          token: null,
          permission,
          node: resource,
          asKind: null,
          now,
        }),
      );
      const found = rows.map((row: { principal: { id: string } }) => row.principal.id);
      expect(found.sort(), `seed ${seed} ${permission} on ${resource}`).toEqual(
        wanted.map(({ id }) => id).sort(),
      );
    }
  }
}, 120_000);

const types = ['organization', 'project', 'env', 'deployment'] as const;

test('the resources on which a principal holds something are those of the oracle', async () => {
  let rows = 0;
  for (const { id: principal } of site.principals) {
    for (const type of types) {
      for (const permission of [undefined, `${type}.list`]) {
        const query = { principal, type, ...(permission && { permission }) };
        const found = await walk('access/effective', query);
        const asked = permission === undefined ? permissions : [permission];
        const wanted = site.nodes.filter(
          (node) =>
            node.type === type &&
            asked.some((one) =>
              oracleAllows(site, {
                principal,
                token: null,
                permission: one,
                node: node.id,
                asKind: null,
                now,
              }),
            ),
        );
        const ids = found.map((row: { resource: { id: string } }) => row.resource.id);
        expect(ids.sort(), `seed ${seed} ${JSON.stringify(query)}`).toEqual(
          wanted.map(({ id }) => id).sort(),
        );
        rows += wanted.length;
      }
    }
  }
  expect(rows, `seed ${seed}`).toBeGreaterThan(0);
}, 120_000);
