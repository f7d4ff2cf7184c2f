import { type Expression, type SqlBool, sql } from 'kysely';
import type { Engine } from './storage.ts';

/** How text is compared and ordered everywhere: Unicode's composed form, lower case. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Below three characters there is no trigram to look up, and the rows themselves are read. */
const trigram = 3;

type Searched =
  | { table: 'users'; columns: readonly ('name_key' | 'email_key')[] }
  | { table: 'user_tokens'; columns: readonly 'name_key'[] };

const indexes = { users: 'user_search', user_tokens: 'user_token_search' } as const;

/**
 * True where one of the columns (all folded) contains `text`, whatever its case. From three characters on it is
 * answered from a trigram index: FTS5's on SQLite, pg_trgm's on PostgreSQL.
 */
export function containsText(
  engine: Engine,
  searched: Searched,
  text: string,
): Expression<SqlBool> {
  const wanted = fold(text);
  const columns = searched.columns.map((column) => `${searched.table}.${column}`);
  if (engine === 'postgres') return anyLike(columns, wanted);
  if ([...wanted].length < trigram) return anyContains(columns, wanted);
  const index = indexes[searched.table];
  const phrase = `{${searched.columns.join(' ')}} : "${wanted.replaceAll('"', '""')}"`;
  return sql<SqlBool>`${sql.ref(`${searched.table}.seq`)} in (select rowid from ${sql.table(index)} where ${sql.table(index)} match ${phrase})`;
}

function anyLike(columns: readonly string[], wanted: string): Expression<SqlBool> {
  const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
  return either(columns.map((column) => sql<SqlBool>`${sql.ref(column)} like ${pattern}`));
}

function anyContains(columns: readonly string[], wanted: string): Expression<SqlBool> {
  return either(columns.map((column) => sql<SqlBool>`instr(${sql.ref(column)}, ${wanted}) > 0`));
}

function either(conditions: readonly Expression<SqlBool>[]): Expression<SqlBool> {
  return sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
}
