import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import { openSite, type Site } from '../kit/site.ts';
import { casesOf } from './cases.ts';
import { casesOfHistory } from './cases-of-history.ts';
import { type DataSet, makeDataSet, type Size } from './data-set.ts';
import { loadRows } from './load-rows.ts';
import { type Timing, timeRequests } from './time-requests.ts';
import { timeTasks } from './time-tasks.ts';

export interface Measured {
  readonly engine: string;
  /** "SQLite 3.50.4". */
  readonly version: string;
  readonly loadS: number;
  readonly timings: readonly (Timing & { readonly title: string })[];
}

/** How often each request is sent. */
export interface Times {
  readonly authentications: number;
  readonly each: number;
}

/** Loads a site of this size on one engine, and times every kind of request. Prints as it goes. */
export async function measureEngine(
  engine: 'sqlite' | 'postgres',
  size: Size,
  times: Times = { authentications: 2000, each: 30 },
): Promise<Measured> {
  const site = await openSite(engine);
  try {
    const version = await versionOf(site.storage);
    const admin = await site.tokenOf('admin@example.test', { admin: true });
    const data = makeDataSet(size, Date.now());
    const start = performance.now();
    await loadRows(site.storage, data.tables);
    const loadS = (performance.now() - start) / 1000;
    console.log(
      `\n=== ${version}: ${size.users} people, ${size.tokens} tokens (${loadS.toFixed(0)} s)`,
    );
    return { engine, version, loadS, timings: await timeAll(site, data, { admin, times }) };
  } finally {
    await site.remove();
  }
}

async function timeAll(
  site: Site,
  data: DataSet,
  { admin, times }: { admin: string; times: Times },
): Promise<Measured['timings']> {
  const server = await site.start();
  const timings: (Timing & { title: string })[] = [];
  const take = async (title: string, path: string, secrets: readonly string[], often: number) => {
    const asking = { secrets, times: often, warmUp: Math.min(often, 100) / 10 };
    const { body, ...timing } = await timeRequests(new URL(path, server.url), asking);
    const total = (body as { num_total?: number }).num_total;
    note(total === undefined ? title : `${title}  of ${total}`, timing);
    timings.push({ title, ...timing });
  };
  try {
    await take('nothing (/healthz)', '/healthz', [''], 500);
    const path = '/api/v2/auth/me';
    await take('authenticate, each time another token', path, data.secrets, times.authentications);
    for (const { title, path, secret } of [...casesOf(data), ...casesOfHistory(data)]) {
      await take(title, path, [secret ?? admin], times.each);
    }
    const { start, claim } = await timeTasks(server.url, admin, times.each);
    for (const [title, timing] of [
      ['a task, until the runner that waits has it', start],
      ['a claim and its result', claim],
    ] as const) {
      note(title, timing);
      timings.push({ title, ...timing });
    }
    return timings;
  } finally {
    await server.kill();
  }
}

function note(title: string, timing: Timing): void {
  const [p50, p99] = [timing.p50, timing.p99].map((ms) => ms.toFixed(1).padStart(8));
  console.log(`${p50} ms ${p99} ms  ${title}`);
}

async function versionOf(config: StorageConfig): Promise<string> {
  if (config.engine === 'sqlite') {
    const database = new DatabaseSync(':memory:');
    const row = database.prepare('select sqlite_version() as version').get();
    database.close();
    return `SQLite ${row?.['version']}`;
  }
  const client = new pg.Client({ connectionString: config.url });
  await client.connect();
  const { rows } = await client.query('show server_version');
  await client.end();
  return `PostgreSQL ${String(rows[0].server_version).split(' ')[0]}`;
}
