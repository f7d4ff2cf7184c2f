import { defaultOrganizationId, defaultProjectId, siteId } from '@keywright/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Engine } from '../storage.ts';
import { resourceCountTable, resourceCountTriggers } from './0002-counts.ts';
import { tokensOfAll } from './0002-tokens.ts';
import { type Types, typesOf } from './engine-types.ts';
import { sqliteTextIndex } from './sqlite-text-index.ts';

/** The tree, roles, grants and service accounts; and tokens of all principals in the place of users' alone. */
export async function treeAndGrants(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const t = typesOf(engine);
  const id = engine === 'postgres' ? sql`uuid primary key` : sql`text not null unique`;
  const statements = [
    ...tree(t, id),
    ...roles(t, id),
    ...grants(t),
    ...serviceAccounts(t, id),
    ...tokensOfAll(t, id, engine),
    resourceCountTable(t),
    ...resourceCountTriggers(engine),
    ...(engine === 'postgres' ? postgresParts() : sqliteParts()),
    ...firstNodes(),
  ];
  for (const statement of statements) await statement.execute(db);
}

type Id = RawBuilder<unknown>;

const makers = sql`('user', 'service_account', 'deployment', 'operator', 'system')`;

function tree(t: Types, id: Id) {
  return [
    sql`create table resources (
      seq ${t.seq},
      id ${id},
      type ${t.text} not null,
      name ${t.text} not null,
      name_key ${t.text} not null,
      sibling_key ${t.text} not null,
      parent_id ${t.uuid} references resources (id) on delete cascade,
      organization_id ${t.uuid} references resources (id) on delete cascade,
      project_id ${t.uuid} references resources (id) on delete cascade,
      env_id ${t.uuid} references resources (id) on delete cascade,
      kind_id ${t.uuid} references resources (id),
      created_at ${t.int} not null,
      check ((parent_id is null) = (type = 'site')),
      check (type not in ('organization', 'project', 'env') or organization_id is not null),
      check (type not in ('project', 'env') or project_id is not null),
      check (type <> 'organization' or organization_id = id),
      check (type <> 'project' or project_id = id),
      check (type <> 'env' or env_id = id)
    ) ${t.strict}`,
    sql`create unique index resources_once on resources (parent_id, type, sibling_key)`,
    sql`create index resources_by_name on resources (type, name_key, id)`,
    sql`create index resources_of_organization on resources (organization_id, type, name_key, id)`,
    sql`create index resources_of_project on resources (project_id, type, name_key, id)`,
    sql`create index resources_of_env on resources (env_id, type, name_key, id)`,
    sql`create index resources_of_kind on resources (kind_id) where kind_id is not null`,
    sql`create table env_settings (
      env_id ${t.uuid} not null primary key references resources (id) on delete cascade,
      node_selector ${t.text} not null,
      tolerations ${t.text} not null,
      auto_add_new_users ${t.int} not null check (auto_add_new_users in (0, 1))
    ) ${t.strict}`,
    sql`create index env_settings_auto_add on env_settings (env_id) where auto_add_new_users = 1`,
  ];
}

function roles(t: Types, _id: Id) {
  return [
    sql`create table roles (
      id ${t.uuid} not null primary key,
      name ${t.text} not null,
      name_key ${t.text} not null,
      sibling_key ${t.text} not null,
      description ${t.text} not null,
      home_id ${t.uuid} references resources (id) on delete cascade,
      created_at ${t.int} not null
    ) ${t.strict}`,
    sql`create unique index roles_once on roles (home_id, sibling_key) where home_id is not null`,
    sql`create index roles_by_name on roles (name_key, id)`,
    sql`create table set_permissions (
      set_id ${t.uuid} not null,
      permission ${t.text} not null,
      primary key (set_id, permission)
    ) ${t.strict}`,
  ];
}

function grants(t: Types) {
  return [
    sql`create table grants (
      id ${t.uuid} not null primary key,
      principal_kind ${t.text} not null check (principal_kind in ('user', 'service_account', 'deployment')),
      principal_id ${t.uuid} not null,
      role_id ${t.uuid} references roles (id) on delete cascade,
      set_id ${t.uuid} not null,
      lists ${t.int} not null,
      resource_id ${t.uuid} not null references resources (id) on delete cascade,
      resource_type ${t.text} not null,
      organization_id ${t.uuid},
      project_id ${t.uuid},
      kind_id ${t.uuid} references resources (id) on delete cascade,
      ends_at ${t.int},
      created_at ${t.int} not null,
      created_by_kind ${t.text} not null check (created_by_kind in ${makers}),
      created_by_id ${t.uuid},
      created_by_name ${t.text} not null,
      check (set_id = coalesce(role_id, id))
    ) ${t.strict}`,
    sql`create index grants_by_principal on grants (principal_id, created_at, id)`,
    sql`create index grants_by_resource on grants (resource_id, created_at, id)`,
    sql`create index grants_of_organization on grants (organization_id, created_at, id)`,
    sql`create index grants_of_project on grants (project_id, created_at, id)`,
    sql`create index grants_by_time on grants (created_at, id)`,
    sql`create index grants_by_role on grants (role_id, created_at, id) where role_id is not null`,
    // All of one principal's next to each other, for what a change of the role would do to them.
    sql`create index grants_of_role on grants (role_id, principal_id, id) where role_id is not null`,
    sql`create index grants_by_kind on grants (kind_id) where kind_id is not null`,
    // All that lists ask of a principal's grants stands in this index: see storage/reach.ts.
    sql`create index grants_reach on grants (principal_id, resource_type, organization_id, project_id, resource_id,
      kind_id, lists, ends_at)`,
  ];
}

function serviceAccounts(t: Types, id: Id) {
  return [
    sql`create table service_accounts (
      seq ${t.seq},
      id ${id},
      name ${t.text} not null,
      name_key ${t.text} not null,
      sibling_key ${t.text} not null,
      description ${t.text} not null,
      home_id ${t.uuid} references resources (id),
      is_enabled ${t.int} not null check (is_enabled in (0, 1)),
      expires_at ${t.int},
      created_at ${t.int} not null,
      deleted_at ${t.int},
      created_by_kind ${t.text} not null check (created_by_kind in ${makers}),
      created_by_id ${t.uuid},
      created_by_name ${t.text} not null,
      check ((home_id is null) = (deleted_at is not null))
    ) ${t.strict}`,
    sql`create unique index service_accounts_once on service_accounts (home_id, sibling_key)
      where deleted_at is null`,
    sql`create index service_accounts_by_name on service_accounts (name_key, id)
      where deleted_at is null`,
    sql`create index service_accounts_by_home on service_accounts (home_id, name_key, id)
      where home_id is not null`,
  ];
}

/** A permission set goes with its role or grant, however that goes; a grant follows its resource when it moves. */
function sqliteParts() {
  return [
    // Two grants of the same are one; null is not null to an index.
    sql`create unique index grants_once on grants (principal_id, resource_id, set_id, coalesce(kind_id, ''))`,
    ...['roles', 'grants'].map((table) =>
      sql.raw(`create trigger ${table}_set_removed after delete on ${table} begin
        delete from set_permissions where set_id = old.id;
      end`),
    ),
    sql.raw(`create trigger resources_moved after update of organization_id on resources begin
      update grants set organization_id = new.organization_id where resource_id = new.id;
    end`),
    ...sqliteTextIndex({
      table: 'resources',
      index: 'resource_search',
      columns: ['name_key'],
      changedBy: ['name_key'],
      holds: () => 'true',
    }),
    ...sqliteTextIndex({
      table: 'service_accounts',
      index: 'service_account_search',
      columns: ['name_key'],
      changedBy: ['name_key', 'deleted_at'],
      holds: (row) => `${row}.deleted_at is null`,
    }),
  ];
}

function postgresParts() {
  return [
    sql`create unique index grants_once on grants (principal_id, resource_id, set_id, kind_id) nulls not distinct`,
    sql.raw(`create function remove_permission_set() returns trigger language plpgsql as $$
      begin delete from set_permissions where set_id = old.id; return null; end $$`),
    ...['roles', 'grants'].map((table) =>
      sql.raw(`create trigger ${table}_set_removed after delete on ${table}
        for each row execute function remove_permission_set()`),
    ),
    sql.raw(`create function move_grants() returns trigger language plpgsql as $$
      begin
        update grants set organization_id = new.organization_id where resource_id = new.id;
        return null;
      end $$`),
    sql.raw(`create trigger resources_moved after update of organization_id on resources
      for each row execute function move_grants()`),
    sql`create index resources_name_search on resources using gin (name_key gin_trgm_ops)`,
    sql`create index service_accounts_name_search on service_accounts using gin (name_key gin_trgm_ops)`,
  ];
}

/** The site, and where envs go that name no project. */
function firstNodes() {
  const now = Date.now();
  const add = (
    node: { id: string; type: string; name: string; parent: string | null },
    [organization, project]: [string | null, string | null],
  ) => sql`insert into resources
      (id, type, name, name_key, sibling_key, parent_id, organization_id, project_id, env_id, kind_id, created_at)
    values (${node.id}, ${node.type}, ${node.name}, ${node.name.toLowerCase()}, ${node.name.toLowerCase()},
      ${node.parent}, ${organization}, ${project}, null, null, ${now})`;
  return [
    add({ id: siteId, type: 'site', name: 'Site', parent: null }, [null, null]),
    add({ id: defaultOrganizationId, type: 'organization', name: 'Default', parent: siteId }, [
      defaultOrganizationId,
      null,
    ]),
    add({ id: defaultProjectId, type: 'project', name: 'Default', parent: defaultOrganizationId }, [
      defaultOrganizationId,
      defaultProjectId,
    ]),
  ];
}
