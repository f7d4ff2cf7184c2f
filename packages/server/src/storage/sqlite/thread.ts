import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { SqliteOptions, SqliteReply, SqliteRequest } from './protocol.ts';

/** The thread that holds a connection to SQLite, so that an fsync never holds up the loop that answers. */
const { path, readOnly } = workerData as SqliteOptions;
const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread.');

const database = new DatabaseSync(path, { readOnly, timeout: 5000 });
database.exec('pragma foreign_keys = on');
// 64 MB: the indexes that lists go through are larger than the 2 MB that SQLite keeps by itself.
database.exec('pragma cache_size = -65536');
if (!readOnly) {
  database.exec('pragma journal_mode = wal');
  // FULL: in WAL mode, the setting that keeps every acknowledged commit through a power cut.
  database.exec('pragma synchronous = full');
}

const prepared = new Map<string, StatementSync>();
const keptStatements = 500;

function statement(sql: string): StatementSync {
  const known = prepared.get(sql);
  if (known) return known;
  if (prepared.size >= keptStatements) prepared.clear();
  const made = database.prepare(sql);
  prepared.set(sql, made);
  return made;
}

async function answer(request: SqliteRequest): Promise<SqliteReply> {
  try {
    if (request.kind === 'backup') {
      await backup(database, request.path);
      return { id: request.id, ok: true, rows: [], changes: 0 };
    }
    const prepared = statement(request.sql);
    if (prepared.columns().length > 0) {
      const rows = prepared.all(...request.parameters);
      return { id: request.id, ok: true, rows, changes: rows.length };
    }
    const { changes } = prepared.run(...request.parameters);
    return { id: request.id, ok: true, rows: [], changes: Number(changes) };
  } catch (error) {
    return { id: request.id, ok: false, ...describe(error) };
  }
}

function describe(error: unknown): { message: string; code: number } {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  return { message, code };
}

port.on('message', async (request: SqliteRequest | 'close') => {
  if (request === 'close') {
    database.close();
    port.close();
    return;
  }
  port.postMessage(await answer(request));
});
