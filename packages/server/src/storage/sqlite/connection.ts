import { once } from 'node:events';
import type { SQLInputValue } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { SqliteError, StorageUnavailable } from '../errors.ts';
import type { SqliteOptions, SqliteReply, SqliteRequest } from './protocol.ts';

/** https://www.sqlite.org/rescode.html, primary codes: BUSY, NOMEM, READONLY, IOERR, FULL, CANTOPEN. */
const unavailable = new Set([5, 7, 8, 10, 13, 14]);

interface Waiting {
  resolve(reply: SqliteReply & { ok: true }): void;
  reject(error: Error): void;
}

/** One connection to a SQLite file, in a thread of its own; requests are answered in order. */
export class SqliteConnection implements DatabaseConnection {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #ended: Error | undefined;

  constructor(options: SqliteOptions) {
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: options });
    this.#worker.on('message', (reply: SqliteReply) => this.#settle(reply));
    this.#worker.on('error', (error: unknown) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The thread of SQLite has ended.')));
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql, parameters } = query;
    const reply = await this.#ask((id) => ({
      id,
      kind: 'query',
      sql,
      parameters: parameters as readonly SQLInputValue[],
    }));
    return { rows: reply.rows as R[], numAffectedRows: BigInt(reply.changes) };
  }

  /** Copies the database, as it stands, into a new file at `path`; writers go on meanwhile. */
  async backup(path: string): Promise<void> {
    await this.#ask((id) => ({ id, kind: 'backup', path }));
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; nothing here streams.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Queries are not streamed.');
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const exit = once(this.#worker, 'exit');
    this.#worker.postMessage('close');
    await exit;
  }

  #ask(request: (id: number) => SqliteRequest): Promise<SqliteReply & { ok: true }> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(request(id));
    });
  }

  #settle(reply: SqliteReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply);
    else waiting?.reject(errorOf(reply));
  }

  #fail(cause: unknown): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    this.#ended ??= new StorageUnavailable(message, { cause });
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
  }
}

function errorOf({ message, code }: SqliteReply & { ok: false }): Error {
  const error = new SqliteError(message, code);
  if (!unavailable.has(code & 0xff)) return error;
  return new StorageUnavailable(`SQLite: ${message}`, { cause: error });
}
