/** The database cannot be reached or cannot write, and what was asked has not happened. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** The answer to a commit was lost: the change may or may not be there. */
export class CommitOutcomeUnknown extends Error {
  override readonly name = 'CommitOutcomeUnknown';
}

/** The server should not start: what is wrong with the stored data, and what to do about it. */
export class StorageRefused extends Error {
  override readonly name = 'StorageRefused';
}

/** An error of SQLite, carried over from its thread. `code` is SQLite's extended result code. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError';
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

/** Another transaction was quicker. Thrown where the same work, run again, sees what that one did and goes on from there. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/** Besides that, serialization_failure and deadlock_detected: the transaction is rolled back and may be run again. */
export function isTransient(error: unknown): boolean {
  if (error instanceof OvertakenError) return true;
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Whether a statement was refused by this unique index of PostgreSQL (unique_violation). */
export function isRefusedBy(index: string, error: unknown): boolean {
  if (codeOf(error) !== '23505') return false;
  return (error as { constraint?: unknown }).constraint === index;
}
