import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import { databaseFile } from '../../packages/server/src/storage/sqlite/open-sqlite.ts';
import type { Attempt, Found, StoredEvent, StoredToken } from './history.ts';

type Row = Readonly<Record<string, unknown>>;

/** All but what operator commands made, which no client asked for. */
const tokensSql = `select id, name, created_at, revoked_at, deleted_at from tokens
  where user_id is not null and created_by_kind <> 'operator'`;
const eventsSql = `select action, at, target_id, request_id from audit_events
  where target_kind = 'user_token' and actor_kind <> 'operator'`;

/**
 * Reads the tables past the server, which may be running. Throws where SQLite finds its file damaged.
 */
export async function readStored(config: StorageConfig): Promise<Omit<Found, 'statuses'>> {
  const [tokens, events] = await (config.engine === 'sqlite'
    ? readSqlite(config.dataDir)
    : readPostgres(config.url));
  return { tokens: tokens.map(tokenOf), events: events.map(eventOf) };
}

async function readSqlite(dataDir: string): Promise<[readonly Row[], readonly Row[]]> {
  const database = new DatabaseSync(join(dataDir, databaseFile), { readOnly: true, timeout: 5000 });
  try {
    const problems = database.prepare('pragma integrity_check').all();
    const isWhole = problems.length === 1 && problems[0]?.['integrity_check'] === 'ok';
    if (!isWhole) throw new Error(`integrity_check: ${JSON.stringify(problems)}`);
    database.exec('begin');
    return [database.prepare(tokensSql).all(), database.prepare(eventsSql).all()];
  } finally {
    database.close();
  }
}

async function readPostgres(url: string): Promise<[readonly Row[], readonly Row[]]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const tokens = await client.query(tokensSql);
    const events = await client.query(eventsSql);
    return [tokens.rows, events.rows];
  } finally {
    await client.end();
  }
}

const timeOrNull = (value: unknown): number | null => (value === null ? null : Number(value));

function tokenOf(row: Row): StoredToken {
  return {
    id: String(row['id']),
    name: String(row['name']),
    createdAt: Number(row['created_at']),
    revokedAt: timeOrNull(row['revoked_at']),
    deletedAt: timeOrNull(row['deleted_at']),
  };
}

function eventOf(row: Row): StoredEvent {
  return {
    kind: String(row['action']).replace('user_token.', '') as Attempt['kind'],
    at: Number(row['at']),
    tokenId: String(row['target_id']),
    requestId: String(row['request_id']),
  };
}
