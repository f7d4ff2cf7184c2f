import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { emailAddress } from '@keywright/contract';
import { StorageRefused } from '../storage/errors.ts';
import { openStorage, type StorageConfig } from '../storage/open.ts';
import { backupSqlite } from '../storage/sqlite/backup.ts';
import type { Storage } from '../storage/storage.ts';
import { breakGlassToken } from './break-glass-token.ts';
import { makeUser } from './make-user.ts';
import { type Restored, restore } from './restore.ts';

export const usage = `Usage: npm run -s admin -- COMMAND

  migrate                     bring the database up to date
  user --email E [--admin]    make or activate a person; with --admin, a site administrator
  token --email E             print a token of this person that ends in 24 hours (break glass)
  backup FILE                 copy the SQLite database while the server runs
  restore FILE                put a backup in place; stop the server first

These commands need the database, not the server. What user, token and restore do is on the record (Audit).`;

/** The command was not understood; the message says why, and is followed by the usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What a command leaves: its result for standard output, and words about it for standard error. */
export interface Outcome {
  readonly out?: string;
  readonly notes?: string;
}

export interface Surroundings {
  readonly storage: StorageConfig;
  /** Where a relative FILE starts. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Runs one operator command. Throws UsageError, StorageRefused, or an error of the storage. */
export async function runCommand(
  args: readonly string[],
  { storage: config, folder, now }: Surroundings,
): Promise<Outcome> {
  const { command, email, admin, file } = parse(args, folder);
  switch (command) {
    case 'migrate':
      await using(config, async () => {});
      return { notes: 'The database is up to date.' };
    case 'user':
      return using(config, async (storage) => ({
        notes: await makeUser(storage, { email: address(email), admin }, now),
      }));
    case 'token':
      return using(config, (storage) => token(storage, required(email, '--email'), now));
    case 'backup':
      await backupSqlite(sqliteFolder(config, 'pg_dump'), required(file, 'FILE'));
      return { notes: `Written to ${file}. It holds digests and signing keys: keep it safe.` };
    case 'restore':
      return restored(sqliteFolder(config, 'pg_restore'), required(file, 'FILE'), now);
    default:
      throw new UsageError(command ? `There is no command ${command}.` : 'Which command?');
  }
}

function parse(args: readonly string[], folder: string) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { email: { type: 'string' }, admin: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [command, file] = positionals;
    return {
      command,
      file: file && resolve(folder, file),
      email: values.email,
      admin: values.admin,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function required(value: string | undefined, what: string): string {
  if (!value) throw new UsageError(`${what} is missing.`);
  return value;
}

function address(email: string | undefined): string {
  const { success, data } = emailAddress.safeParse(required(email, '--email'));
  if (!success) throw new UsageError(`${email} is not an e-mail address.`);
  return data;
}

function sqliteFolder(config: StorageConfig, instead: string): string {
  if (config.engine === 'sqlite') return config.dataDir;
  throw new StorageRefused(`This works on SQLite. On PostgreSQL, use ${instead}.`);
}

async function using<T>(config: StorageConfig, work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage(config);
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

async function token(storage: Storage, email: string, now: number): Promise<Outcome> {
  const made = await breakGlassToken(storage, email, now);
  if (!made) throw new UsageError(`Nobody has the e-mail address ${email}.`);
  const inactive = made.isActive
    ? ''
    : ' This person is inactive, so it is refused until they are activated.';
  return {
    out: made.token.reveal(),
    notes: `It ends in 24 hours, and is on the record.${inactive}`,
  };
}

async function restored(dataDir: string, file: string, now: number): Promise<Outcome> {
  const { kept, again } = await restore(dataDir, file, now);
  const old = kept ? ` The database that was there is now ${kept}.` : '';
  return { notes: `${file} is in place.${old}\n${validAgain(again)}` };
}

/** What was taken away after the backup was made, line by line. */
function validAgain(again: Restored['again']): string {
  if (again === undefined) {
    return 'What was revoked after the backup was taken is valid again. It cannot be told what that is: look through the tokens.';
  }
  if (again.length === 0) return 'Nothing that was over is valid again.';
  const lines = again.map(({ kind, name, id }) => `  ${kind} ${id} (${name})`);
  return ['Valid again, though it was ended after the backup was taken:', ...lines].join('\n');
}
