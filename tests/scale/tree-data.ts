import { createHash } from 'node:crypto';
import { builtInRoles, siteId } from '../../packages/contract/src/index.ts';
import { listBitsOf } from '../../packages/server/src/storage/reach.ts';
import type { TableRows, Value } from './table-rows.ts';
import { uuidAt } from './uuid-at.ts';

/** How large a tree is, and how many grants stand on it. */
export interface TreeSize {
  readonly organizations: number;
  readonly projects: number;
  readonly envs: number;
  readonly grants: number;
}

/** Some people whose grants are known, whatever the rest hold. */
export interface Holders {
  /** Three envs. */
  readonly three: string;
  /** Ten thousand envs, or an eighth of all. */
  readonly many: string;
  /** As many, over envs, projects and organizations, with overlaps and two roles. */
  readonly mixed: string;
  /** The organization that holds a twentieth of all. */
  readonly admin: string;
  readonly nothing: string;
}

export interface Tree {
  readonly tables: readonly TableRows[];
  readonly organizationIds: readonly string[];
  readonly projectIds: readonly string[];
  readonly envIds: readonly string[];
  readonly kindIds: readonly string[];
  readonly accountIds: readonly string[];
  /** The organization and the project of an env, by its number. */
  readonly aboveEnv: (env: number) => readonly [string, string];
}

const kinds = 5;
const stages = 'dev staging production preview qa'.split(' ');

/** A tree as it may look after three years. `userIds` hold what the holders do not. */
export function makeTree(
  size: TreeSize,
  { userIds, holders, now }: { userIds: readonly string[]; holders: Holders; now: number },
): Tree {
  const ids = (count: number) => Array.from({ length: count }, () => uuidAt(now - 1000));
  const tree: Ids = {
    organizationIds: ids(size.organizations),
    projectIds: ids(size.projects),
    envIds: ids(size.envs),
    kindIds: ids(kinds),
    accountIds: ids(size.organizations),
    roleIds: ids(Math.ceil(size.organizations / 10)),
  };
  const standing = standingOf(tree);
  return {
    ...tree,
    aboveEnv(env) {
      const project = standing.projectOf(env);
      const organization = tree.organizationIds[standing.organizationOf(project)] as string;
      return [organization, tree.projectIds[project] as string];
    },
    tables: [
      resourcesTable(tree, standing, now),
      settingsTable(tree),
      rolesTable(tree, now),
      setsTable(tree),
      accountsTable(tree, now),
      accountTokensTable(tree, now),
      grantsTable(size, { tree, standing, userIds, holders, now }),
    ],
  };
}

interface Ids {
  readonly organizationIds: readonly string[];
  readonly projectIds: readonly string[];
  readonly envIds: readonly string[];
  readonly kindIds: readonly string[];
  readonly accountIds: readonly string[];
  readonly roleIds: readonly string[];
}

/** The organization of a project and the project of an env, by their numbers. */
interface Standing {
  readonly organizationOf: (project: number) => number;
  readonly projectOf: (env: number) => number;
}

/** One in twenty belongs to the first organization; the rest are spread. */
function standingOf({ organizationIds, projectIds }: Ids): Standing {
  const organizations = organizationIds.length;
  const organizationOf = (project: number) => (project % 20 === 0 ? 0 : project % organizations);
  return { organizationOf, projectOf: (env) => env % projectIds.length };
}

function resourcesTable(
  tree: Ids,
  { organizationOf, projectOf }: Standing,
  now: number,
): TableRows {
  const { organizationIds, projectIds, envIds, kindIds } = tree;
  return {
    table: 'resources',
    columns:
      'id type name name_key sibling_key parent_id organization_id project_id env_id kind_id created_at'.split(
        ' ',
      ),
    *rows() {
      const row = (id: string, type: string, name: string, above: readonly Value[]) =>
        [id, type, name, name.toLowerCase(), name.toLowerCase(), ...above, null, now] as const;
      for (const [i, id] of organizationIds.entries()) {
        yield row(id, 'organization', `Team ${i}`, [siteId, id, null, null]);
      }
      for (const [i, id] of projectIds.entries()) {
        const organization = organizationIds[organizationOf(i)] as string;
        yield row(id, 'project', `Project ${i}`, [organization, organization, id, null]);
      }
      for (const [i, id] of envIds.entries()) {
        const project = projectOf(i);
        const above = [organizationIds[organizationOf(project)], projectIds[project]] as string[];
        const [organization = '', parent = ''] = above;
        const name = `${stages[i % stages.length]} ${i}`;
        yield row(id, 'env', name, [parent, organization, parent, id]);
      }
      for (const [i, id] of kindIds.entries()) {
        yield row(id, 'deployment_kind', `kind ${i}`, [siteId, null, null, null]);
      }
    },
  };
}

function settingsTable({ envIds }: Ids): TableRows {
  return {
    table: 'env_settings',
    columns: ['env_id', 'node_selector', 'tolerations', 'auto_add_new_users'],
    *rows() {
      for (const [i, id] of envIds.entries()) yield [id, 'null', 'null', i % 1000 === 0 ? 1 : 0];
    },
  };
}

function rolesTable({ roleIds, organizationIds }: Ids, now: number): TableRows {
  return {
    table: 'roles',
    columns: 'id name name_key sibling_key description home_id created_at'.split(' '),
    *rows() {
      for (const [i, id] of roleIds.entries()) {
        const name = `reader ${i}`;
        yield [id, name, name, name, '', organizationIds[i] as string, now];
      }
    },
  };
}

const ofCustomRole = ['env.read', 'env.list', 'deployment.read', 'project.read'];

function setsTable({ roleIds }: Ids): TableRows {
  return {
    table: 'set_permissions',
    columns: ['set_id', 'permission'],
    *rows() {
      for (const id of roleIds) for (const permission of ofCustomRole) yield [id, permission];
    },
  };
}

const makerColumns = ['created_by_kind', 'created_by_id', 'created_by_name'];
const maker = ['operator', null, 'root'];

function accountsTable({ accountIds, organizationIds }: Ids, now: number): TableRows {
  const columns =
    'id name name_key sibling_key description home_id is_enabled expires_at created_at deleted_at';
  return {
    table: 'service_accounts',
    columns: [...columns.split(' '), ...makerColumns],
    *rows() {
      for (const [i, id] of accountIds.entries()) {
        const name = `deployer ${i}`;
        const home = i % 10 === 0 ? siteId : (organizationIds[i] as string);
        yield [id, name, name, name, '', home, 1, null, now, null, ...maker];
      }
    },
  };
}

function accountTokensTable({ accountIds }: Ids, now: number): TableRows {
  const columns =
    'id service_account_id name name_key description secret_sha256 created_at expires_at revoked_at deleted_at';
  return {
    table: 'tokens',
    columns: [...columns.split(' '), ...makerColumns],
    *rows() {
      for (const account of accountIds) {
        const id = uuidAt(now);
        const digest = createHash('sha256').update(id).digest();
        yield [id, account, 'ci', 'ci', '', digest, now, null, null, null, ...maker];
      }
    },
  };
}

interface Granting {
  readonly tree: Ids;
  readonly standing: Standing;
  readonly userIds: readonly string[];
  readonly holders: Holders;
  readonly now: number;
}

type Level = 'organization' | 'project' | 'env';
type Role = keyof typeof builtInRoles;

function grantsTable({ grants, envs }: TreeSize, granting: Granting): TableRows {
  const { tree, standing, userIds, holders, now } = granting;
  const { organizationIds, projectIds, envIds, kindIds } = tree;
  const columns =
    'id principal_kind principal_id role_id set_id lists resource_id resource_type organization_id project_id kind_id ends_at created_at';
  const row: Row = (principal, name, level, at, kind) => {
    const role = builtInRoles[name];
    const project = level === 'env' ? standing.projectOf(at) : at;
    const organization = level === 'organization' ? at : standing.organizationOf(project);
    const ids = { organization: organizationIds, project: projectIds, env: envIds }[level];
    return [
      ...[uuidAt(now), 'user', principal, role.id, role.id, listBitsOf(role.permissions)],
      ...[ids[at] as string, level, organizationIds[organization] as string],
      level === 'organization' ? null : (projectIds[project] as string),
      ...[kind, at % 50 === 49 ? now - 1000 + (at % 3) * 1_000_000 : null, now - (at % 1_000_000)],
      ...maker,
    ];
  };
  return {
    table: 'grants',
    columns: [...columns.split(' '), ...makerColumns],
    *rows() {
      yield* grantsOfHolders(row, { holders, kindIds, many: Math.min(10_000, envs >> 3) });
      const known = new Set(Object.values(holders));
      for (let i = 0; i < grants; i++) {
        const principal = userIds[i % userIds.length] as string;
        if (known.has(principal)) continue;
        const round = Math.floor(i / userIds.length);
        const at = (i * 31 + round * 18) % envs;
        if (round === 9) {
          yield row(principal, 'deploymentMaintainer', 'env', at, kindIds[1] as string);
        } else yield row(principal, 'envUser', 'env', at, null);
      }
    },
  };
}

type Row = (
  principal: string,
  role: Role,
  level: Level,
  at: number,
  kind: string | null,
) => Value[];

function* grantsOfHolders(
  row: Row,
  { holders, kindIds, many }: { holders: Holders; kindIds: readonly string[]; many: number },
) {
  for (let i = 0; i < 3; i++) yield row(holders.three, 'envUser', 'env', i * 7 + 1, null);
  for (let i = 0; i < many; i++) yield row(holders.many, 'envUser', 'env', i * 8 + 1, null);
  yield row(holders.admin, 'organizationAdmin', 'organization', 0, null);
  const { mixed } = holders;
  const each = (step: number) => Array.from({ length: Math.floor(many / 2 / step) }, (_, i) => i);
  for (const i of each(1)) yield row(mixed, 'envUser', 'env', i * 8 + 1, null);
  for (const i of each(2)) yield row(mixed, 'envAdmin', 'env', i * 16 + 1, null);
  for (const i of each(5)) yield row(mixed, 'projectAdmin', 'project', i, null);
  for (const i of each(50)) yield row(mixed, 'organizationAdmin', 'organization', i, null);
  for (const i of each(1)) {
    yield row(mixed, 'deploymentOwner', 'env', i * 8 + 2, kindIds[0] as string);
  }
}
