import { builtInRoles, siteId } from '@keywright/contract';
import fc, { type Arbitrary } from 'fast-check';
import type {
  ImaginedGrant,
  ImaginedNode,
  ImaginedPrincipal,
  ImaginedRole,
  ImaginedSite,
  ImaginedToken,
  Question,
} from './imagined-site.ts';

/** Few, so that what is granted and what is asked meet often. */
export const askedPermissions = [
  ...['organization.read', 'organization.list', 'project.list', 'project.create'],
  ...['env.read', 'env.list', 'env.update', 'grant.create', 'channel.publish'],
  ...['deployment.read', 'deployment.list', 'deployment.create', 'deployment.restart'],
] as const;

/** Few, and so often the very moment at which something ends. */
const moment = fc.nat({ max: 6 });
const index = fc.nat({ max: 60 });
const flag = fc.boolean();
const seldom = fc.nat({ max: 7 }).map((n) => n === 0);
/** Null three times in four. */
const sometimes = <T>(of: Arbitrary<T>) =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(null), weight: 3 },
    { arbitrary: of, weight: 1 },
  );
const several = <T>(of: Arbitrary<T>, maxLength: number, minLength = 0) =>
  fc.array(of, { minLength, maxLength, size: 'max' });
const permissions = fc.uniqueArray(fc.constantFrom(...askedPermissions), {
  minLength: 1,
  maxLength: 5,
});

const user = fc.record({
  kind: fc.constant('user' as const),
  isActive: seldom.map((no) => !no),
  isAdmin: seldom,
});
const serviceAccount = fc.record({
  kind: fc.constant('service_account' as const),
  home: index,
  isEnabled: seldom.map((no) => !no),
  expiresAt: sometimes(moment),
});

/** `index` picks among what there is. */
const parts = partsOf({ least: 0, times: 1, principals: 4, grants: 9, tokens: 4 });
type Parts = typeof parts extends Arbitrary<infer T> ? T : never;

interface Size {
  /** At least so many of each thing. */
  readonly least: number;
  /** Up to so many times the usual number of nodes. */
  readonly times: number;
  readonly principals: number;
  readonly grants: number;
  readonly tokens: number;
}

function partsOf({ least, times, principals, grants, tokens }: Size) {
  const some = <T>(of: Arbitrary<T>, most: number) => several(of, most * times, least);
  return fc.record({
    kinds: fc.nat({ max: 2 }),
    organizations: some(index, 3),
    projects: some(index, 4),
    envs: some(fc.record({ parent: index, addsNewUsers: flag }), 5),
    deployments: some(fc.record({ parent: index, kind: index }), 6),
    entities: some(
      fc.record({
        parent: index,
        type: fc.constantFrom('channel', 'client', 'group', 'dashboard'),
      }),
      3,
    ),
    roles: some(fc.record({ home: index, permissions }), 3),
    principals: several(fc.oneof(user, serviceAccount), principals, Math.max(1, least)),
    grants: several(
      fc.record({
        principal: index,
        gives: fc.oneof(
          fc.record({ role: index }),
          fc.record({ permissions }),
          fc.record({ builtIn: index }),
        ),
        node: index,
        kind: fc.option(index, { freq: 2 }),
        endsAt: fc.option(moment, { freq: 2 }),
      }),
      grants,
      least * 40,
    ),
    tokens: several(
      fc.record({
        principal: index,
        // Null: full access.
        scopes: fc.option(
          several(
            fc.record({ permission: fc.constantFrom(...askedPermissions), node: index }),
            6 * times,
            least,
          ),
          { freq: 7 },
        ),
      }),
      tokens,
      least * 2,
    ),
  });
}

const randomSite: Arbitrary<ImaginedSite> = parts.map(siteOf);

/** One with enough in it for lists of several pages. */
export const largeSite: Arbitrary<ImaginedSite> = fc.noBias(
  partsOf({ least: 6, times: 4, principals: 8, grants: 400, tokens: 16 }).map(siteOf),
);

function siteOf(drawn: Parts): ImaginedSite {
  const nodes = nodesOf(drawn);
  const roles = rolesOf(drawn, nodes);
  const principals = drawn.principals.map((principal, i): ImaginedPrincipal => {
    const id = idOf('principal', i);
    if (principal.kind === 'user') return { ...principal, id };
    return { ...principal, id, home: pick(homesIn(nodes), principal.home)?.id ?? siteId };
  });
  const grants = grantsOf(drawn, { nodes, roles, principals });
  return { nodes, roles, principals, grants, tokens: tokensOf(drawn, { nodes, principals }) };
}

function tokensOf(
  drawn: Parts,
  { nodes, principals }: Pick<ImaginedSite, 'nodes' | 'principals'>,
): ImaginedToken[] {
  return drawn.tokens.map(({ principal, scopes }, i) => ({
    id: idOf('token', i),
    principal: pick(principals, principal)?.id ?? '',
    scopes:
      scopes &&
      once(
        scopes.map(({ permission, node }, j) => ({
          id: idOf('scope', i * 1000 + j),
          permission,
          node: pick(nodes, node)?.id ?? siteId,
        })),
        ({ permission, node }) => `${permission} ${node}`,
      ),
  }));
}

/** From the top down; what finds no parent is left out. */
function nodesOf(drawn: Parts): ImaginedNode[] {
  const nodes: ImaginedNode[] = [];
  const all = (type: string) => nodes.filter((node) => node.type === type);
  const add = (
    type: string,
    parent: ImaginedNode | undefined,
    more: Partial<ImaginedNode> = {},
  ) => {
    if (parent === undefined) return;
    const number = nodes.length;
    nodes.push({
      id: idOf('node', number),
      type,
      name: `${names[(number * 7) % names.length]} ${number}`,
      parent: parent.id,
      kind: null,
      addsNewUsers: false,
      ...more,
    });
  };
  const site = { type: 'site', name: 'Site', parent: null, kind: null, addsNewUsers: false };
  nodes.push({ id: siteId, ...site });
  for (let i = 0; i <= drawn.kinds; i++) add('deployment_kind', nodes[0]);
  for (const _ of drawn.organizations) add('organization', nodes[0]);
  for (const at of drawn.projects) add('project', pick(all('organization'), at));
  for (const { parent, addsNewUsers } of drawn.envs) {
    add('env', pick(all('project'), parent), { addsNewUsers });
  }
  for (const { parent, kind } of drawn.deployments) {
    const its = pick(all('deployment_kind'), kind);
    add('deployment', pick(all('env'), parent), { kind: its?.id ?? null });
  }
  for (const { parent, type } of drawn.entities) add(type, pick(all('project'), parent));
  return nodes;
}

/** In the order of their letters they are in another one than in this list. */
const names = ['staging', 'Production', 'éclair', 'Zürich', 'alpha', 'ÉTAGE', 'beta', 'PROD'];

function rolesOf(drawn: Parts, nodes: readonly ImaginedNode[]): ImaginedRole[] {
  const custom = drawn.roles.map((role, i) => ({
    id: idOf('role', i),
    permissions: role.permissions,
    home: pick(homesIn(nodes), role.home)?.id ?? siteId,
  }));
  return [...custom, ...builtIn];
}

/** Where roles and service accounts can be at home. */
const homesIn = (nodes: readonly ImaginedNode[]) =>
  nodes.filter(({ type }) => ['site', 'organization', 'project'].includes(type));

const builtIn: readonly ImaginedRole[] = Object.values(builtInRoles).map((role) => ({
  id: role.id,
  permissions: role.permissions,
  home: null,
}));

function grantsOf(drawn: Parts, site: Omit<ImaginedSite, 'grants' | 'tokens'>): ImaginedGrant[] {
  const kinds = site.nodes.filter(({ type }) => type === 'deployment_kind');
  const custom = site.roles.filter(({ home }) => home !== null);
  const grants = drawn.grants.map((grant, i): ImaginedGrant => {
    const { gives } = grant;
    const role = 'role' in gives ? pick(custom, gives.role) : undefined;
    const known = pick(builtIn, 'builtIn' in gives ? gives.builtIn : 5);
    const roleId = (role ?? known)?.id ?? '';
    return {
      id: idOf('grant', i),
      principal: pick(site.principals, grant.principal)?.id ?? '',
      gives: 'permissions' in gives ? gives : { role: roleId },
      node: pick(site.nodes, grant.node)?.id ?? siteId,
      kind: grant.kind === null ? null : (pick(kinds, grant.kind)?.id ?? null),
      endsAt: grant.endsAt,
    };
  });
  // Two of the same role for the same on the same are one.
  return once(grants, keyOf);
}

/** The last of those with the same key. */
function once<T>(list: readonly T[], key: (one: T) => string): T[] {
  return [...new Map(list.map((one) => [key(one), one])).values()];
}

function keyOf({ id, principal, gives, node, kind }: ImaginedGrant): string {
  return [principal, 'role' in gives ? gives.role : id, node, kind].join();
}

/** What somebody would give to another, and until when. */
export const givenAway = fc.record({ permissions, until: sometimes(moment) });

/** Questions about a site, most of them about what is there to be found. */
const questionOf = fc.record({
  principal: index,
  /** In half of them somebody comes with a token. */
  token: fc.option(index, { freq: 2 }),
  /** Most of these ask for what some scope of it is of. */
  scope: fc.option(index, { freq: 3 }),
  permission: fc.constantFrom(...askedPermissions),
  node: index,
  asKind: sometimes(index),
  now: moment,
});
type Drawn = typeof questionOf extends Arbitrary<infer T> ? T : never;

export interface Questioned {
  readonly site: ImaginedSite;
  readonly questions: readonly Question[];
}

/** A site, and up to so many questions about it. */
export function questionedSite(most: number): Arbitrary<Questioned> {
  return fc
    .tuple(randomSite, several(questionOf, most, 1))
    .map(([site, drawn]) => ({ site, questions: drawn.map((one) => aim(site, one)) }));
}

function aim(site: ImaginedSite, drawn: Drawn): Question {
  const kinds = site.nodes.filter(({ type }) => type === 'deployment_kind');
  const token = drawn.token === null ? undefined : pick(site.tokens, drawn.token);
  const scope = drawn.scope === null ? undefined : pick(token?.scopes ?? [], drawn.scope);
  return {
    principal: token?.principal ?? pick(site.principals, drawn.principal)?.id ?? '',
    token: token?.id ?? null,
    permission: scope?.permission ?? drawn.permission,
    node: pick(site.nodes, drawn.node)?.id ?? siteId,
    asKind: drawn.asKind === null ? null : (pick(kinds, drawn.asKind)?.id ?? null),
    now: drawn.now,
  };
}

function pick<T>(list: readonly T[], at: number): T | undefined {
  return list[at % Math.max(1, list.length)];
}

const kindsOfId = {
  ...{ node: 'a', role: 'b', principal: 'c', grant: 'd' },
  ...{ token: '1', scope: '2' },
} as const;

/** A UUID that a person can read in a counterexample: its first letter or digit and its last digits. */
function idOf(of: keyof typeof kindsOfId, number: number): string {
  const letter = kindsOfId[of];
  return `${letter.repeat(8)}-0000-7000-8000-${`${number}`.padStart(12, '0')}`;
}
