import { sql } from 'kysely';

interface TextIndex {
  readonly table: string;
  readonly index: string;
  readonly columns: readonly string[];
  /** What moves a row in, out of, or within the index. */
  readonly changedBy: readonly string[];
  /** Whether a row, `old` or `new`, is in the index. */
  readonly holds: (row: string) => string;
}

/** FTS5 over the table's own text, kept true by triggers: https://www.sqlite.org/fts5.html#external_content_tables */
export function sqliteTextIndex({ table, index, columns, changedBy, holds }: TextIndex) {
  const names = columns.join(', ');
  const of = (row: string) => columns.map((column) => `${row}.${column}`).join(', ');
  const add = `insert into ${index} (rowid, ${names}) select new.seq, ${of('new')} where ${holds('new')};`;
  const drop = `insert into ${index} (${index}, rowid, ${names}) select 'delete', old.seq, ${of('old')} where ${holds('old')};`;
  return [
    sql.raw(`create virtual table ${index} using fts5 (
      ${names}, content = '${table}', content_rowid = 'seq', tokenize = 'trigram case_sensitive 1', detail = 'full'
    )`),
    sql.raw(`create trigger ${index}_added after insert on ${table} begin ${add} end`),
    sql.raw(`create trigger ${index}_removed after delete on ${table} begin ${drop} end`),
    sql.raw(
      `create trigger ${index}_changed after update of ${changedBy.join(', ')} on ${table} begin ${drop} ${add} end`,
    ),
  ];
}
