import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImaginedNode, ImaginedSite } from './imagined-site.ts';
import { isActive, oracleAllows, oracleLists, scopesOf } from './oracle.ts';
import { largeSite } from './random-site.ts';
import { type Asker, type SiteServer, serveSite } from './site-server.ts';

/** Shown where something fails, so that the same sites can be asked again. */
const seed = Date.now() % 1_000_000;
const sites = fc.sample(largeSite, { numRuns: 2, seed });
const served: SiteServer[] = [];
beforeAll(async () => {
  for (const site of sites) served.push(await serveSite(site));
});
afterAll(async () => {
  for (const server of served) await server.stop();
});

const times = [0, 3];

/** All rows of a list, page by page; each page tells how many there are on all of them. */
async function walk(
  server: SiteServer,
  asker: Asker,
  path: string,
  perPage = 2,
): Promise<Listed[]> {
  const rows: Listed[] = [];
  for (let page = 1; ; page += 1) {
    const paging = `${path.includes('?') ? '&' : '?'}per_page=${perPage}&page=${page}`;
    const { status, body } = await server.as(asker).get(`/api/v2/${path}${paging}`);
    expect(status, `${path}${paging} ${JSON.stringify(body)}`).toBe(200);
    rows.push(...body.items);
    if (body.items.length < perPage) {
      expect(body.num_total, `seed ${seed}: ${path} by ${nameOf(asker)}`).toBe(rows.length);
      return rows;
    }
    expect(body.num_total, path).toBeGreaterThanOrEqual(rows.length);
  }
}

const nameOf = ({ principal, token }: Asker) => token ?? principal;

interface Listed {
  readonly id: string;
}

const folded = (name: string) => name.normalize('NFC').toLowerCase();

/** By name, and those of one name by id. */
function inOrder(nodes: readonly ImaginedNode[]): string[] {
  const keyed = nodes.map(({ id, name }) => ({ id, key: Buffer.from(folded(name)) }));
  return keyed
    .sort((a, b) => Buffer.compare(a.key, b.key) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

type Keep = (node: ImaginedNode, site: ImaginedSite) => boolean;

const all: Keep = () => true;
const named =
  (text: string): Keep =>
  ({ name }) =>
    folded(name).includes(folded(text));

function isBelow(above: string, type: string): Keep {
  return function below(node, site): boolean {
    if (node.type === type && node.id === above) return true;
    const parent = site.nodes.find(({ id }) => id === node.parent);
    return parent !== undefined && below(parent, site);
  };
}

/** Filters as the address has them, and what they leave. */
function filtersOf({ nodes }: ImaginedSite, type: string): (readonly [string, Keep])[] {
  const [organization] = nodes.filter((node) => node.type === 'organization');
  const [project] = nodes.filter((node) => node.type === 'project');
  const ofEnv =
    (wanted: boolean): Keep =>
    (node) =>
      node.addsNewUsers === wanted;
  const filters: (readonly [string, Keep])[] = [
    ['', all],
    ['?name=PRO', named('PRO')],
    ['?name=%C3%89', named('É')],
    ['?name=a%201', named('a 1')],
  ];
  if (type === 'organization' || !organization) return filters;
  const inside = isBelow(organization.id, 'organization');
  filters.push([`?organization_id=${organization.id}`, inside]);
  filters.push([
    `?organization_id=${organization.id}&name=r`,
    (node, site) => inside(node, site) && named('r')(node, site),
  ]);
  if (type === 'project' || !project) return filters;
  filters.push([`?project_id=${project.id}`, isBelow(project.id, 'project')]);
  filters.push(['?auto_add_new_users=true', ofEnv(true)]);
  filters.push(['?auto_add_new_users=false', ofEnv(false)]);
  return filters;
}

const listed = [
  ['organization', 'organizations'],
  ['project', 'projects'],
  ['env', 'envs'],
] as const;

test.each(listed)(
  'the list of each %s is what the oracle lists, with filters, by pages, in order',
  async (type, path) => {
    let lists = 0;
    let rows = 0;
    for (const server of served) {
      for (const now of times) {
        server.setTime(now);
        for (const asker of active(server.site, now)) {
          const seen = oracleLists(server.site, { ...asker, type, now });
          for (const [filter, keeps] of filtersOf(server.site, type)) {
            const wanted = inOrder(seen.filter((node) => keeps(node, server.site)));
            const found = await walk(server, asker, `${path}${filter}`);
            expect(
              found.map(({ id }) => id),
              `seed ${seed}: ${filter} by ${nameOf(asker)} at ${now}`,
            ).toEqual(wanted);
            lists += 1;
            rows += wanted.length;
          }
        }
      }
    }
    console.info(`${path}: ${lists} lists, ${rows} rows`);
    // How many differs with the seed; that there are some does not.
    expect(rows, `seed ${seed}`).toBeGreaterThan(0);
  },
  120_000,
);

test('so is the list of service accounts', async () => {
  for (const server of served) {
    for (const now of times) {
      server.setTime(now);
      for (const asker of active(server.site, now)) {
        const permission = 'service_account.list';
        const wanted = server.site.principals.filter(
          (one) =>
            one.kind === 'service_account' &&
            oracleAllows(server.site, {
              ...{ ...asker, permission, node: one.home, asKind: null, now },
            }),
        );
        const found = await walk(server, asker, 'service-accounts');
        expect(
          found.map(({ id }) => id),
          `seed ${seed}`,
        ).toEqual(wanted.map(({ id }) => id).sort());
      }
    }
  }
}, 60_000);

test('and that of grants: one’s own, and those where one may list them', async () => {
  for (const server of served) {
    for (const now of times) {
      server.setTime(now);
      for (const asker of active(server.site, now)) {
        const permission = 'grant.list';
        const wanted = server.site.grants.filter(
          (grant) =>
            grant.principal === asker.principal ||
            oracleAllows(server.site, {
              ...asker,
              permission,
              node: grant.node,
              asKind: null,
              now,
            }),
        );
        const found = await walk(server, asker, 'grants', 40);
        // All are of one time, so the last id is first.
        const ids = wanted.map(({ id }) => id).sort();
        expect(
          found.map(({ id }) => id),
          `seed ${seed}`,
        ).toEqual(ids.reverse());
      }
    }
  }
}, 60_000);

test('who is not active lists nothing: they are refused', async () => {
  for (const server of served) {
    for (const now of times) {
      server.setTime(now);
      for (const one of server.site.principals.filter((principal) => !isActive(principal, now))) {
        const { status, body } = await server
          .as({ principal: one.id, token: null })
          .get('/api/v2/envs');
        expect([status, body.code]).toEqual([401, 'principal_inactive']);
      }
    }
  }
});

const active = ({ principals }: ImaginedSite, now: number): Asker[] =>
  principals
    .filter((principal) => isActive(principal, now))
    .map(({ id }) => ({ principal: id, token: null }));

const heldToScopes = () =>
  served.flatMap((server) =>
    times.flatMap((now) => activeTokens(server.site, now).map((asker) => ({ server, now, asker }))),
  );

/** The scoped tokens of who is active. */
const activeTokens = (site: ImaginedSite, now: number): Asker[] => {
  const askers = active(site, now).map(({ principal }) => principal);
  return site.tokens
    .filter(({ principal, scopes }) => scopes !== null && askers.includes(principal))
    .map(({ id, principal }) => ({ principal, token: id }));
};

test.each(listed)(
  'with a scoped token the list of each %s is what the oracle lists; without a scope for it, none',
  async (type, path) => {
    let rows = 0;
    let refused = 0;
    for (const { server, now, asker } of heldToScopes()) {
      server.setTime(now);
      const scopes = scopesOf(server.site, asker.token ?? '') ?? [];
      if (!scopes.some(({ permission }) => permission === `${type}.list`)) {
        const { status, body } = await server.as(asker).get(`/api/v2/${path}`);
        expect([status, body.code]).toEqual([403, 'scope_missing']);
        refused += 1;
        continue;
      }
      const seen = oracleLists(server.site, { ...asker, type, now });
      for (const [filter, keeps] of filtersOf(server.site, type).slice(0, 3)) {
        const wanted = inOrder(seen.filter((node) => keeps(node, server.site)));
        const found = await walk(server, asker, `${path}${filter}`);
        expect(
          found.map(({ id }) => id),
          `seed ${seed}: ${filter} by ${asker.token} at ${now}`,
        ).toEqual(wanted);
        rows += wanted.length;
      }
    }
    console.info(`${path} with scoped tokens: ${rows} rows, ${refused} refused`);
  },
  120_000,
);
