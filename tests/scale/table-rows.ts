export type Value = string | number | Uint8Array | null;

/** Rows of one table, made one at a time: a million do not fit in memory twice. */
export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  rows(): Iterable<readonly Value[]>;
}
