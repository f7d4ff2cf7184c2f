/** What is told of a table that decisions are made of. */
interface Told {
  readonly table: string;
  /** The columns that identify a row. */
  readonly pk: readonly string[];
  /** Whose entry in memory a change ends: a column with an id. Null: everybody's. */
  readonly key: string | null;
  /** The columns that decide something or are shown by answers; null: all of the row, and being added too. */
  readonly columns: readonly string[] | null;
}

/**
 * Every table that a decision reads. Triggers tell of it, so that whoever writes is heard: an operation, an operator's
 * command, an import, a hand at psql. What is only added to a table with columns named here widens nothing that anybody
 * keeps: that something is unknown is never kept.
 */
export const told: readonly Told[] = [
  {
    table: 'tokens',
    pk: ['id'],
    key: 'id',
    columns: [
      'secret_sha256',
      'expires_at',
      'revoked_at',
      'deleted_at',
      'access',
      'old_secret_sha256',
      'old_secret_ends_at',
      'name',
    ],
  },
  {
    table: 'deployment_tokens',
    pk: ['id'],
    key: 'id',
    columns: ['secret_sha256', 'expires_at', 'revoked_at'],
  },
  {
    table: 'sessions',
    pk: ['id'],
    key: 'id',
    columns: ['expires_at', 'ended_at'],
  },
  {
    table: 'users',
    pk: ['id'],
    key: 'id',
    columns: ['is_admin', 'is_active', 'email', 'display_name'],
  },
  {
    table: 'service_accounts',
    pk: ['id'],
    key: 'id',
    columns: ['is_enabled', 'expires_at', 'deleted_at', 'home_id', 'name'],
  },
  {
    table: 'deployments',
    pk: ['id'],
    key: 'id',
    columns: ['is_enabled', 'deleting_at'],
  },
  {
    table: 'resources',
    pk: ['id'],
    key: 'id',
    columns: ['type', 'parent_id', 'organization_id', 'project_id', 'env_id', 'kind_id', 'name'],
  },
  { table: 'grants', pk: ['id'], key: 'principal_id', columns: null },
  { table: 'set_permissions', pk: ['set_id', 'permission'], key: 'set_id', columns: null },
  { table: 'token_scopes', pk: ['id'], key: 'token_id', columns: null },
  { table: 'token_policies', pk: ['resource_id'], key: null, columns: null },
  { table: 'entity_types', pk: ['id'], key: null, columns: null },
];

/** Beyond so many in one statement, all is forgotten: that is quicker than a list of what is not. */
const mostKeys = 1000;

export function postgresFeedTriggers(): string[] {
  return [
    // Its place is taken inside the commit, under the lock of the head's row: so places are in the order of commits.
    `create function place_in_feed() returns trigger language plpgsql as $$
    declare
      place bigint;
    begin
      update feed_head set seq = seq + 1 returning seq into place;
      update feed set seq = place where id = new.id;
      perform pg_notify('keywright_feed', '');
      return null;
    end $$`,
    `create constraint trigger feed_placed after insert on feed deferrable initially deferred
      for each row execute function place_in_feed()`,
    // Who sets no change id, such as a hand at psql, asks for no receipt by it.
    `create function tell_feed(told text) returns void language sql as $$
      insert into feed (change_id, keys, at) values (
        nullif(current_setting('keywright.change_id', true), '')::uuid, told,
        (extract(epoch from clock_timestamp()) * 1000)::bigint)
    $$`,
    ...told.flatMap(postgresTriggers),
  ];
}

function postgresTriggers({ table, pk, key, columns }: Told): string[] {
  const keys = (row: string) =>
    key === null
      ? `'*'`
      : `case when count(*) > ${mostKeys} then '*' else string_agg(distinct ${row}.${key}::text, ' ') end`;
  const trigger = (on: string, refs: string, body: string) => [
    `create function feed_${table}_${on}() returns trigger language plpgsql as $$ begin
      ${body}
      return null;
    end $$`,
    `create trigger feed_${table}_${on} after ${on} on ${table} ${refs}
      for each statement execute function feed_${table}_${on}()`,
  ];
  const both = '(select * from removed union all select * from added) o';
  const same = pk.map((column) => `o.${column} = n.${column}`).join(' and ');
  const differ = columns?.map((column) => `o.${column} is distinct from n.${column}`).join(' or ');
  // Where all of a row decides, what it was and what it is: what identifies it may have changed as well.
  const changed = differ === undefined ? both : `removed o join added n on ${same} where ${differ}`;
  return [
    ...trigger(
      'update',
      'referencing old table as removed new table as added',
      `perform tell_feed(${keys('o')}) from ${changed} having count(*) > 0;`,
    ),
    ...trigger(
      'delete',
      'referencing old table as removed',
      `perform tell_feed(${keys('o')}) from removed o having count(*) > 0;`,
    ),
    ...trigger('truncate', '', `perform tell_feed('*');`),
    ...(columns === null
      ? trigger(
          'insert',
          'referencing new table as added',
          `perform tell_feed(${keys('n')}) from added n having count(*) > 0;`,
        )
      : []),
  ];
}

export function sqliteFeedTriggers(): string[] {
  return told.flatMap(sqliteTriggers);
}

/** One writes at a time, so the place is taken when the row is written. */
function sqliteTriggers({ table, key, columns }: Told): string[] {
  const tell = (row: string) =>
    `begin insert into feed (keys, at) values (${key === null ? `'*'` : `${row}.${key}`},
      cast(unixepoch('subsec') * 1000 as integer)); end`;
  const differ = columns?.map((column) => `old.${column} is not new.${column}`) ?? ['true'];
  const of = columns === null ? '' : `of ${columns.join(', ')}`;
  return [
    `create trigger feed_${table}_update after update ${of} on ${table} when ${differ.join(' or ')} ${tell('old')}`,
    `create trigger feed_${table}_delete after delete on ${table} ${tell('old')}`,
    ...(columns === null
      ? [`create trigger feed_${table}_insert after insert on ${table} ${tell('new')}`]
      : []),
  ];
}
