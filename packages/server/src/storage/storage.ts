import type { Kysely } from 'kysely';
import type { ChangeRef, RevocationLog } from './revocation-log.ts';
import type { Schema } from './schema.ts';

export type Engine = 'sqlite' | 'postgres';

declare const snapshot: unique symbol;
declare const transaction: unique symbol;

/** A handle that reads one snapshot and cannot write. */
export type Db = Pick<Kysely<Schema>, 'selectFrom' | 'with'> & {
  readonly engine: Engine;
  readonly [snapshot]: true;
};

/** A handle inside a transaction that will be committed. Reads too; a `Db` does not serve in its place. */
export type Tx = Db &
  Pick<Kysely<Schema>, 'insertInto' | 'updateTable' | 'deleteFrom'> & {
    readonly [transaction]: true;
    /** By which what became of this transaction can be asked for: see RevocationLog. */
    readonly ref: ChangeRef;
    /** Tells other servers and pages, once this transaction is committed. */
    announce(message: string): void;
  };

export interface Storage {
  readonly engine: Engine;
  /** The change feed and the servers that follow it. */
  readonly revocation: RevocationLog;
  /** Runs `work` on one snapshot. Rejects with StorageUnavailable where there is no database. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in a transaction and commits it; run again, up to three times, where the database asked for
   * that, so `work` must have no effect outside its transaction. Rejects with StorageUnavailable (nothing
   * happened) or CommitOutcomeUnknown.
   */
  change<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Calls `hear` with each message announced by a committed transaction of any server on this database, and
   * `missed` when some may have gone unheard. Returns the way to stop.
   */
  listen(hear: (message: string) => void, missed: () => void): () => void;
  /** Resolves when the database answers. Rejects with StorageUnavailable. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
