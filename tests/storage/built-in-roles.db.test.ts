import { type BuiltInRole, builtInRoles, siteId } from '@keywright/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStorage, type StorageConfig } from '../../packages/server/src/storage/open.ts';
import { listBitsOf } from '../../packages/server/src/storage/reach.ts';
import { createDatabase, engineUnderTest, type TestDatabase } from '../kit/database.ts';
import { emptyDatabase } from './empty-database.ts';
import { rawSql } from './raw-sql.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

const roles: readonly BuiltInRole[] = Object.values(builtInRoles);
const sqlOf = (sql: string) => rawSql(database.storage, sql);
const started = async (storage: StorageConfig = database.storage) => {
  const opened = await openStorage(storage);
  await opened.close();
};
const everything = async (storage: StorageConfig = database.storage) => ({
  roles: await rawSql(storage, 'select id, name, description, home_id from roles order by id'),
  permissions: await rawSql(
    storage,
    'select set_id, permission from set_permissions order by set_id, permission',
  ),
});

test('the built-in roles stand in the database as the program has them', async () => {
  const stored = await everything();
  expect(stored.roles).toEqual(
    roles.map(({ id, name, description }) => ({ id, name, description, home_id: null })),
  );
  expect(stored.permissions).toHaveLength(roles.flatMap((role) => role.permissions).length);
});

test('a start that finds them in step writes nothing', async () => {
  const before = await sqlOf('select * from roles order by id');
  await started();
  expect(await sqlOf('select * from roles order by id')).toEqual(before);
});

test('a start puts right what another version left, grants of them included', async () => {
  const expected = await everything();
  const { envUser } = builtInRoles;
  const principal = '01890000-0000-7000-8000-000000000001';
  await sqlOf(`insert into grants (id, principal_kind, principal_id, role_id, set_id, lists, resource_id,
      resource_type, created_at, created_by_kind, created_by_name)
    values ('01890000-0000-7000-8000-000000000002', 'user', '${principal}', '${envUser.id}', '${envUser.id}', 0,
      '${siteId}', 'site', 1, 'system', 'test')`);
  await sqlOf(`update roles set name = 'Reader' where id = '${envUser.id}'`);
  await sqlOf(
    `delete from set_permissions where set_id = '${envUser.id}' and permission = 'env.list'`,
  );
  await sqlOf(
    `insert into set_permissions (set_id, permission) values ('${envUser.id}', 'env.delete')`,
  );
  await started();
  expect(await everything()).toEqual(expected);
  // What its holders' lists are cut by.
  const [grant] = await sqlOf('select lists from grants');
  expect(Number(grant?.['lists'])).toBe(listBitsOf(envUser.permissions));
});

test('several servers that start at once make them once', async () => {
  const empty = await emptyDatabase(engineUnderTest());
  try {
    await Promise.all([1, 2, 3].map(() => started(empty.storage)));
    expect(await everything(empty.storage)).toEqual(await everything());
  } finally {
    await empty.drop();
  }
});
