import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import { databaseFile } from '../../packages/server/src/storage/sqlite/open-sqlite.ts';
import { findPostgresBin } from '../kit/postgres-programs.ts';
import { derivedRows } from './derived-rows.ts';
import type { TableRows, Value } from './table-rows.ts';

/** Puts rows straight into a migrated database that nobody uses, with triggers and indexes at work. */
export async function loadRows(config: StorageConfig, tables: readonly TableRows[]): Promise<void> {
  if (config.engine === 'sqlite') return loadSqlite(config.dataDir, tables);
  for (const table of tables) await copyToPostgres(config.url, table);
  for (const statement of derivedRows) await psql(config.url, statement, Readable.from([]));
  // As autovacuum does within a minute of such growth.
  await psql(config.url, 'vacuum analyze', Readable.from([]));
}

function loadSqlite(dataDir: string, tables: readonly TableRows[]): void {
  const database = new DatabaseSync(join(dataDir, databaseFile));
  database.exec(
    'pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -400000; begin',
  );
  for (const { table, columns, rows } of tables) {
    const places = columns.map(() => '?').join(', ');
    const insert = database.prepare(
      `insert into ${table} (${columns.join(', ')}) values (${places})`,
    );
    for (const row of rows()) insert.run(...row);
  }
  for (const statement of derivedRows) database.exec(statement);
  database.exec('commit');
  database.close();
}

async function copyToPostgres(url: string, { table, columns, rows }: TableRows): Promise<void> {
  const lines = function* () {
    let chunk = '';
    for (const row of rows()) {
      chunk += `${row.map(copyText).join('\t')}\n`;
      if (chunk.length < 100_000) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  };
  await psql(url, `copy ${table} (${columns.join(', ')}) from stdin`, Readable.from(lines()));
}

/** https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2: nothing here holds a tab or a backslash. */
function copyText(value: Value): string {
  if (value === null) return '\\N';
  return value instanceof Uint8Array ? `\\\\x${Buffer.from(value).toString('hex')}` : String(value);
}

async function psql(url: string, command: string, input: Readable): Promise<void> {
  const child = spawn(`${findPostgresBin()}/psql`, [url, '-qc', command], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lost = await pipeline(input, child.stdin).catch((error: unknown) => error);
  const [code, signal] = await ended;
  if (code === 0 && lost === undefined) return;
  throw new Error(`psql ended with ${code ?? signal}: ${command}`, { cause: lost });
}
