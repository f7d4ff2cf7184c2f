import { type Kysely, type Migration, Migrator } from 'kysely';
import { StorageRefused } from './errors.ts';
import { createAll } from './migrations/0001-create-all.ts';
import { treeAndGrants } from './migrations/0002-tree-and-grants.ts';
import { deployments } from './migrations/0003-deployments.ts';
import { scopedTokens } from './migrations/0004-scoped-tokens.ts';
import { changeFeed } from './migrations/0005-change-feed.ts';
import { usage } from './migrations/0006-usage.ts';
import { programSignIns } from './migrations/0007-program-sign-ins.ts';
import { keepBuiltInRoles } from './migrations/built-in-roles.ts';
import type { Schema } from './schema.ts';
import type { Engine } from './storage.ts';

/** Numbered, forward only; one that was released is never edited. */
const migrations: Readonly<Record<string, (db: Kysely<Schema>, engine: Engine) => Promise<void>>> =
  {
    '0001-create-all': createAll,
    '0002-tree-and-grants': treeAndGrants,
    '0003-deployments': deployments,
    '0004-scoped-tokens': scopedTokens,
    '0005-change-feed': changeFeed,
    '0006-usage': usage,
    '0007-program-sign-ins': programSignIns,
  };

/**
 * Brings the schema up to date, all steps in one transaction and under a lock, so that servers may start at
 * the same time; then the built-in roles. Throws StorageRefused where a newer version has been here.
 */
export async function migrate(db: Kysely<Schema>, engine: Engine): Promise<void> {
  await refuseNewerSchema(db);
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, up]): [string, Migration] => [
            name,
            { up: (kysely) => up(kysely, engine) },
          ]),
        ),
    },
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  await keepBuiltInRoles(db, engine);
}

async function refuseNewerSchema(db: Kysely<Schema>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'migrations')) return;
  const applied = await (db as unknown as Kysely<{ migrations: { name: string } }>)
    .selectFrom('migrations')
    .select('name')
    .execute();
  const unknown = applied.map(({ name }) => name).filter((name) => !(name in migrations));
  if (unknown.length === 0) return;
  throw new StorageRefused(
    `The database was made by a newer Keywright (it has ${unknown.join(', ')}). ` +
      'Start that version, or restore a backup made before the upgrade.',
  );
}
