import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import { databaseFile } from '../../packages/server/src/storage/sqlite/open-sqlite.ts';
import type { Engine } from '../../packages/server/src/storage/storage.ts';
import { root } from '../../scripts/setup/paths.mjs';
import { findPostgresBin } from '../kit/postgres-programs.ts';

/** Where the schema of an engine is written down, to be read, and to see in a review what a migration does. */
export const schemaFile = (engine: Engine): string =>
  `${root}/packages/server/schema/${engine}.sql`;

/** The schema of a database as text that is the same for the same schema. */
export function dumpSchema(config: StorageConfig): string {
  const statements =
    config.engine === 'sqlite' ? sqliteStatements(config.dataDir) : postgresDump(config.url);
  return `-- Written by \`npm run schema\` from a migrated database. Compared with one in \`npm test\`.\n\n${statements}\n`;
}

/** Tables that a text index keeps for itself. */
const ofTextIndex = /_search_(data|idx|docsize|config|content)$/;
const order = ['table', 'index', 'trigger', 'view'];

function sqliteStatements(dataDir: string): string {
  const database = new DatabaseSync(join(dataDir, databaseFile), { readOnly: true });
  const rows = database
    .prepare('select type, name, sql from sqlite_schema where sql is not null order by name')
    .all() as { type: string; name: string; sql: string }[];
  database.close();
  return rows
    .filter(({ name }) => !ofTextIndex.test(name) && !name.startsWith('sqlite_'))
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
    .map(({ sql }) => `${dedented(sql)};`)
    .join('\n\n');
}

/** As indented as it stands in the migration, without what its place in the code adds. */
function dedented(sql: string): string {
  const [first = '', ...rest] = sql.split('\n');
  const indents = rest.map((line) => line.length - line.trimStart().length);
  const last = indents.at(-1) ?? 0;
  return [
    first.trim(),
    ...rest.map((line) => line.slice(Math.min(last, line.search(/\S|$/)))),
  ].join('\n');
}

function postgresDump(url: string): string {
  const args = ['--schema-only', '--no-owner', '--no-privileges', '--no-comments', url];
  const text = execFileSync(`${findPostgresBin()}/pg_dump`, args, { encoding: 'utf8' });
  return text
    .split('\n')
    .filter((line) => !ofOneDump.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Comments, with versions among them; settings of the session; keys of `\restrict`, drawn anew each time. */
const ofOneDump = /^(--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict )/;
