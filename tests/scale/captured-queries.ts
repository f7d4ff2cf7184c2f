import { randomUUID } from 'node:crypto';
import { CompiledQuery, Kysely, type Transaction } from 'kysely';
import pg from 'pg';
import { txHandle } from '../../packages/server/src/storage/handles.ts';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import { postgresDialect } from '../../packages/server/src/storage/postgres/dialect.ts';
import type { Schema } from '../../packages/server/src/storage/schema.ts';
import { SqliteConnection } from '../../packages/server/src/storage/sqlite/connection.ts';
import { sqliteDialect } from '../../packages/server/src/storage/sqlite/dialect.ts';
import { databaseFile } from '../../packages/server/src/storage/sqlite/open-sqlite.ts';
import type { Tx } from '../../packages/server/src/storage/storage.ts';
import { type Plan, postgresPlan, sqlitePlan } from './plan.ts';

export interface Captured {
  readonly sql: string;
  readonly plan: Plan;
}

export interface CapturingDatabase {
  /**
   * Every statement that `work` sends, with the engine's plan for it. What it changes is undone. Rows are put in
   * order only where no index gives them so, unless `maySort`.
   */
  plansOf(work: (tx: Tx) => Promise<unknown>, maySort?: boolean): Promise<Captured[]>;
  close(): Promise<void>;
}

/** The server's own queries on its own dialects, overheard. */
export function openCapturing(config: StorageConfig): CapturingDatabase {
  const heard: CompiledQuery[] = [];
  const { kysely, close } = connect(config, (query) => heard.push(query));
  const { engine } = config;

  return {
    async plansOf(work, maySort = true) {
      const undo = new Error('This transaction is undone.');
      let captured: Captured[] = [];
      await kysely
        .transaction()
        .execute(async (trx) => {
          if (engine === 'postgres') {
            // What would be read whole where it is small must show that it has an index where it is large. The
            // planner's guesses differ from one run to the next; whether there is an index does not.
            const methods = [
              'seqscan',
              'hashjoin',
              'mergejoin',
              'material',
              ...(maySort ? [] : ['sort', 'incremental_sort']),
            ];
            for (const method of methods) {
              await trx.executeQuery(CompiledQuery.raw(`set local enable_${method} = off`));
            }
          }
          heard.length = 0;
          await work(
            txHandle(trx, engine, { announce: () => {}, ref: { id: randomUUID(), term: '' } }),
          );
          captured = await explainAll(trx, engine, [...heard]);
          throw undo;
        })
        .catch((error: unknown) => {
          if (error !== undo) throw error;
        });
      return captured;
    },
    close,
  };
}

function connect(config: StorageConfig, hear: (query: CompiledQuery) => void) {
  const log = (event: { query: CompiledQuery }) => hear(event.query);
  if (config.engine === 'sqlite') {
    const connection = new SqliteConnection({
      path: `${config.dataDir}/${databaseFile}`,
      readOnly: false,
    });
    const dialect = sqliteDialect(connection, 'begin');
    return { kysely: new Kysely<Schema>({ dialect, log }), close: () => connection.close() };
  }
  const pool = new pg.Pool({ connectionString: config.url, max: 1 });
  const kysely = new Kysely<Schema>({ dialect: postgresDialect(pool), log });
  return { kysely, close: () => kysely.destroy() };
}

async function explainAll(
  trx: Transaction<Schema>,
  engine: 'sqlite' | 'postgres',
  queries: readonly CompiledQuery[],
): Promise<Captured[]> {
  const captured: Captured[] = [];
  for (const { sql, parameters } of queries) {
    const explain = engine === 'sqlite' ? 'explain query plan' : 'explain (format json)';
    const { rows } = await trx.executeQuery(
      CompiledQuery.raw(`${explain} ${sql}`, [...parameters]),
    );
    captured.push({ sql, plan: engine === 'sqlite' ? sqlitePlan(rows) : postgresPlan(rows) });
  }
  return captured;
}
