import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type SelectModifierNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { CommitOutcomeUnknown, SqliteError } from '../errors.ts';
import type { SqliteConnection } from './connection.ts';

/** Kysely on one `SqliteConnection`, which one transaction holds at a time; the others wait in line. */
export function sqliteDialect(connection: SqliteConnection, begin: string): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new SqliteDriver(connection, begin),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new LocklessCompiler(),
  };
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** A writing transaction has the whole database to itself, so a row lock has nothing to add and no syntax. */
class LocklessCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier === 'ForUpdate' || node.modifier === 'ForShare') return;
    super.visitSelectModifier(node);
  }
}

class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  readonly #begin: string;
  #last: Promise<void> = Promise.resolve();
  #release: () => void = () => {};

  constructor(connection: SqliteConnection, begin: string) {
    this.#connection = connection;
    this.#begin = begin;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const turn = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await turn;
    this.#release = resolve;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  async beginTransaction(): Promise<void> {
    await this.#run(this.#begin);
  }

  async commitTransaction(): Promise<void> {
    try {
      await this.#run('commit');
    } catch (error) {
      // SQLite's own refusal means that nothing was committed; a lost thread leaves us guessing.
      if (error instanceof SqliteError || causeOf(error) instanceof SqliteError) throw error;
      throw new CommitOutcomeUnknown('The commit was not confirmed.', { cause: error });
    }
  }

  async rollbackTransaction(): Promise<void> {
    // Some errors have rolled back already, and then there is nothing left to undo.
    await this.#run('rollback').catch(() => {});
  }

  /** Kysely calls this only where it has run a query; who made the connection closes it. */
  async destroy(): Promise<void> {}

  async #run(sql: string): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw(sql));
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
