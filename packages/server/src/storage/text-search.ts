import { type Expression, type SqlBool, sql } from 'kysely';
import type { Db, Engine } from './storage.ts';

/** How text is compared and ordered everywhere: Unicode's composed form, lower case. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/**
 * What siblings must differ in: names that look alike, in case, in composed or compatible forms, are the same (Unicode
 * Standard Annex 15, NFKC; upper case first, so that ß and ss, σ and ς are too). So are those that differ in characters
 * that nobody sees, such as a zero width space.
 */
export function siblingKey(name: string): string {
  const visible = name.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const key = visible.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  return key.replace(/\s+/gu, ' ').trim();
}

const wholeId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Who searches for a whole id means that one row, and not what is named so. Undefined: the text is none. */
export function wholeIdIn<Id extends string>(search: string | undefined): Id | undefined {
  const text = search?.trim().toLowerCase() ?? '';
  return wholeId.test(text) ? (text as Id) : undefined;
}

/** Below three characters there is no trigram to look up, and the rows themselves are read. */
const trigram = 3;

type Searched =
  | { table: 'users'; columns: readonly ('name_key' | 'email_key')[] }
  | { table: 'tokens'; columns: readonly 'name_key'[] }
  | { table: 'resources'; columns: readonly 'name_key'[] }
  | { table: 'service_accounts'; columns: readonly 'name_key'[] };

/** Each holds the rows that lists show: of tokens, those of people. */
const indexes = {
  users: 'user_search',
  tokens: 'user_token_search',
  resources: 'resource_search',
  service_accounts: 'service_account_search',
} as const;

/**
 * How a search gets at its rows. `index`: all that match, by the trigrams they hold. `rows`: by reading along in the
 * order of the answer (or within one person's rows) until the page is full. On PostgreSQL the planner chooses.
 */
export type SearchBy = 'index' | 'rows';

/** Below so many finds the index is the better way wherever they are. */
const fewFound = 2000;

/** The better way to one page of so many finds. Where they are spread evenly, a twentieth of the rows is read. */
export function searchBy(found: number, page: { offset: number; limit: number }): SearchBy {
  return found > fewFound && found > 20 * (page.offset + page.limit) ? 'rows' : 'index';
}

/**
 * True where one of the columns (all folded) contains `text`, whatever its case. From three characters on it is
 * answered from a trigram index: FTS5's on SQLite, pg_trgm's on PostgreSQL.
 */
export function containsText(
  engine: Engine,
  searched: Searched,
  text: string,
  by: SearchBy = 'index',
): Expression<SqlBool> {
  const wanted = fold(text);
  const columns = searched.columns.map((column) => `${searched.table}.${column}`);
  if (engine === 'postgres') return anyLike(columns, wanted);
  if (by === 'rows' || !hasTrigram(wanted)) return anyContains(columns, wanted);
  const index = indexes[searched.table];
  return sql<SqlBool>`${sql.ref(`${searched.table}.seq`)} in (select rowid from ${sql.table(index)} where ${matches(searched, wanted)})`;
}

/**
 * How many rows contain `text`, from SQLite's index alone, which holds no deleted ones. Undefined where that cannot
 * tell: then the rows are to be counted.
 */
export async function countInTextIndex(
  db: Db,
  searched: Searched,
  text: string,
): Promise<number | undefined> {
  const wanted = fold(text);
  if (db.engine === 'postgres' || !hasTrigram(wanted)) return undefined;
  const row = await db
    .selectFrom(indexes[searched.table])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(matches(searched, wanted))
    .executeTakeFirstOrThrow();
  return row.count;
}

const hasTrigram = (wanted: string) => [...wanted].length >= trigram;

function matches({ table, columns }: Searched, wanted: string): Expression<SqlBool> {
  const phrase = `{${[columns].flat().join(' ')}} : "${wanted.replaceAll('"', '""')}"`;
  return sql<SqlBool>`${sql.table(indexes[table])} match ${phrase}`;
}

function anyLike(columns: readonly string[], wanted: string): Expression<SqlBool> {
  const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
  return either(columns.map((column) => sql<SqlBool>`${sql.ref(column)} like ${pattern}`));
}

function anyContains(columns: readonly string[], wanted: string): Expression<SqlBool> {
  return either(columns.map((column) => sql<SqlBool>`instr(${sql.ref(column)}, ${wanted}) > 0`));
}

/** The same of a single text, folded already, that has no index: for rows that something else found, or of which there are few. */
export function holdsText(
  engine: Engine,
  folded: Expression<string>,
  text: string,
): Expression<SqlBool> {
  const wanted = fold(text);
  return engine === 'postgres'
    ? sql<SqlBool>`strpos(${folded}, ${wanted}) > 0`
    : sql<SqlBool>`instr(${folded}, ${wanted}) > 0`;
}

function either(conditions: readonly Expression<SqlBool>[]): Expression<SqlBool> {
  return sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
}
