import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StorageRefused } from '../../packages/server/src/storage/errors.ts';
import { openStorage, type StorageConfig } from '../../packages/server/src/storage/open.ts';
import { createDatabase, engineUnderTest, type TestDatabase } from '../kit/database.ts';
import { emptyDatabase } from './empty-database.ts';
import { rawSql } from './raw-sql.ts';
import { dumpSchema, schemaFile } from './schema-dump.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

const migrated = async (storage: StorageConfig) => {
  const opened = await openStorage(storage);
  await opened.close();
};
const sqlOf = (sql: string) => rawSql(database.storage, sql);

test('the schema is the one that is written down; `npm run schema` writes it', () => {
  expect(dumpSchema(database.storage)).toBe(readFileSync(schemaFile(engineUnderTest()), 'utf8'));
});

describe('migrations', () => {
  test('a second time change nothing', async () => {
    const before = dumpSchema(database.storage);
    const applied = await sqlOf('select * from migrations');
    await migrated(database.storage);
    expect(dumpSchema(database.storage)).toBe(before);
    expect(await sqlOf('select * from migrations')).toEqual(applied);
  });

  test('by several servers at once are made once', async () => {
    const empty = await emptyDatabase(engineUnderTest());
    try {
      await Promise.all([1, 2, 3].map(() => migrated(empty.storage)));
      expect(dumpSchema(empty.storage)).toBe(dumpSchema(database.storage));
      const made = 'select name from migrations order by name';
      expect(await rawSql(empty.storage, made)).toEqual(await rawSql(database.storage, made));
    } finally {
      await empty.drop();
    }
  });

  test('of a newer Keywright are left alone, with a word on what to do', async () => {
    await sqlOf(`insert into migrations (name, timestamp) values ('0999-from-tomorrow', 'x')`);
    const opening = openStorage(database.storage);
    await expect(opening).rejects.toThrow(StorageRefused);
    await expect(opening).rejects.toThrow(
      /newer Keywright .*0999-from-tomorrow.*restore a backup/s,
    );
  });
});

describe('the database itself refuses', () => {
  const user = '01890000-0000-7000-8000-000000000001';
  const token = '01890000-0000-7000-8000-000000000002';
  const digest = () => (engineUnderTest() === 'sqlite' ? 'zeroblob(32)' : `sha256('x')`);
  const short = () => (engineUnderTest() === 'sqlite' ? `x'00'` : `'\\x00'::bytea`);
  const insertUser = (id: string, email: string, flags = '0, 1') =>
    `insert into users (id, email, email_key, display_name, name_key, is_admin, is_active, created_at)
     values ('${id}', '${email}', '${email}', 'A', 'a', ${flags}, 1)`;
  const insertToken = (secret: string, owner = `'${user}'`) =>
    `insert into tokens (id, user_id, name, name_key, description, secret_sha256, created_at, created_by_kind,
       created_by_name)
     values ('${token}', ${owner}, 'a', 'a', '', ${secret}, 1, 'operator', 'A')`;
  const insertEvent = (actor: string) =>
    `insert into audit_events (id, at, action, actor_kind, actor_id, actor_name, target_kind, target_id,
       target_name, details, request_id)
     values ('${token}', 1, 'user.create', ${actor}, 'A', 'user', '${user}', 'A', '{}', 'r')`;

  beforeEach(async () => {
    await sqlOf(insertUser(user, 'a@example.test'));
  });

  test.each(['update audit_events set actor_name = $$B$$', 'delete from audit_events'])(
    'to change the record: %s',
    async (statement) => {
      await sqlOf(insertEvent(`'operator', null`));
      await expect(sqlOf(statement.replaceAll('$$', "'"))).rejects.toThrow(
        'audit events are never changed or removed',
      );
      expect(await sqlOf('select actor_name from audit_events')).toEqual([{ actor_name: 'A' }]);
    },
  );

  test.each<[string, () => string]>([
    ['a second person with an e-mail address', () => insertUser(token, 'a@example.test')],
    ['a flag that is neither 0 nor 1', () => insertUser(token, 'b@example.test', '2, 1')],
    ['what is not a digest in the place of one', () => insertToken(short())],
    ['a token of somebody who is not there', () => insertToken(digest(), `'${token}'`)],
    ['a token of nobody', () => insertToken(digest(), 'null')],
    ['an event of a user without a name for them', () => insertEvent(`'user', null`)],
    [
      'a session of a kind there is not',
      () =>
        `insert into sessions (id, user_id, via, created_at, expires_at)
         values ('${token}', '${user}', 'pigeon', 1, 2)`,
    ],
    [
      'text in the place of a time',
      () => `update users set created_at = 'yesterday' where id = '${user}'`,
    ],
  ])('%s', async (_what, statement) => {
    await expect(sqlOf(statement())).rejects.toThrow(
      /constraint|cannot store TEXT|invalid input syntax/i,
    );
  });

  test('none of what is right', async () => {
    await sqlOf(insertToken(digest()));
    await sqlOf(insertEvent(`'user', '${user}'`));
  });
});
