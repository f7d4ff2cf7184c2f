import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../packages/server/src/operator/run-command.ts';
import { type ChaosDatabase, startChaosDatabase } from './database.ts';
import { clocksApartMs } from './server-faults.ts';
import { prepareServer, type ServerUnderTest } from './server-under-test.ts';

/** Servers on one database, started. */
export interface SiteUnderTest {
  readonly database: ChaosDatabase;
  readonly servers: readonly ServerUnderTest[];
  /** The secret of a break-glass token of a site administrator. */
  readonly admin: string;
  remove(): Promise<void>;
}

export interface SiteOptions {
  readonly servers: number;
  /** Whether every commit waits for a standby, which can take over. */
  readonly withStandby: boolean;
  /** For one server, by its index, beside what tests need. */
  readonly envOf?: (index: number) => Readonly<Record<string, string>>;
}

const settings = {
  KEYWRIGHT_DEV_SIGN_IN: 'on',
  KEYWRIGHT_LOG_LEVEL: 'warn',
  KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE: '999999',
};

export async function openSiteUnderTest(options: SiteOptions): Promise<SiteUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-chaos-'));
  const database = await startChaosDatabase(options.withStandby);
  const servers: ServerUnderTest[] = [];
  const remove = async () => {
    await Promise.all(servers.map((server) => server.remove()));
    await database.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const admin = await tokenOfAdmin(database, folder);
    for (let index = 0; index < options.servers; index++) {
      servers.push(
        await prepareServer({
          index,
          databasePort: database.port(),
          env: {
            ...settings,
            // All but the first have the same name, as clones do.
            KEYWRIGHT_SERVER_NAME: index === 0 ? 'first' : 'twin',
            ...options.envOf?.(index),
          },
          // The first is behind by as much as the last is ahead.
          clockAheadMs: (index / Math.max(1, options.servers - 1) - 0.5) * clocksApartMs,
        }),
      );
    }
    await Promise.all(servers.map((server) => server.start()));
    return { database, servers, admin, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function tokenOfAdmin(database: ChaosDatabase, folder: string): Promise<string> {
  const url = `postgres://keywright@127.0.0.1:${database.port()}/postgres`;
  const surroundings = { storage: { engine: 'postgres', url }, folder, now: Date.now() } as const;
  const email = ['--email', 'admin@example.test'];
  await runCommand(['user', ...email, '--admin'], surroundings);
  const { out } = await runCommand(['token', ...email], surroundings);
  return out ?? '';
}
