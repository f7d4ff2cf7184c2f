import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresDialect,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import { CommitOutcomeUnknown, OvertakenError, StorageUnavailable } from '../errors.ts';
import { watchedPool } from './watched-pool.ts';

/** Kysely's dialect for PostgreSQL, with the loss of a connection told apart from a refused statement. */
export function postgresDialect(pool: pg.Pool): Dialect {
  const dialect = new PostgresDialect({ pool: watchedPool(pool) });
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => new ReportingDriver(dialect.createDriver()),
  };
}

class ReportingDriver implements Driver {
  readonly #inner: Driver;

  constructor(inner: Driver) {
    this.#inner = inner;
  }

  init(): Promise<void> {
    return this.#inner.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return reporting(await reported(() => this.#inner.acquireConnection()));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#inner.releaseConnection(innerOf(connection));
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return reported(() => this.#inner.beginTransaction(innerOf(connection), settings));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('commit'));
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      throw new CommitOutcomeUnknown('The commit was not confirmed.', { cause: error });
    }
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Where the connection is gone, so is the transaction.
    await this.#inner.rollbackTransaction(innerOf(connection)).catch(() => {});
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }
}

const inners = new WeakMap<DatabaseConnection, DatabaseConnection>();

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return inners.get(connection) ?? connection;
}

function reporting(inner: DatabaseConnection): DatabaseConnection {
  const outer: DatabaseConnection = {
    executeQuery: (query) => reported(() => inner.executeQuery(query)),
    streamQuery: (query, chunkSize) => inner.streamQuery(query, chunkSize),
  };
  inners.set(outer, inner);
  return outer;
}

async function reported<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isRefusedStatement(error)) throw error;
    if (isIdled(error)) {
      throw new OvertakenError('The transaction idled for too long.', { cause: error });
    }
    throw new StorageUnavailable('PostgreSQL did not answer.', { cause: error });
  }
}

/**
 * Whether the server took the statement and refused it. All else is a database that is not there: no SQLSTATE
 * at all (the socket broke, the pool gave up), or one of class 08 (connection), 53 (resources), 57P (shutdown)
 * or 25006 (read-only: a standby). Nor has anything happened where somebody else was in the way for too long: 55P03
 * (a lock), 57014 (a statement) or 25P03 (a transaction that idled). https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
function isRefusedStatement(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || !error.code) return false;
  return !/^(08|53|57P|57014|55P03|25P03|25006)/.test(error.code);
}

/** The server ended it because this process did nothing for a while: it was paused, or busy. Nothing has happened. */
const isIdled = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '25P03';
