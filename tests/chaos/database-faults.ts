import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseFault } from './fault.ts';
import type { Stage } from './stage.ts';

/** What happens to the database, and so to all servers. */
export const databaseFaults: readonly DatabaseFault[] = [
  {
    name: 'database stopped',
    weight: 2,
    run: ({ database, random }) => database.crash(random.below(4000)),
  },
  {
    name: 'all connections ended',
    weight: 3,
    run: (stage) => endConnections(stage, 'keywright%'),
  },
  {
    name: 'listeners ended',
    weight: 3,
    run: (stage) => endConnections(stage, 'keywright listener'),
  },
  {
    name: 'feed locked by a stopped holder',
    weight: 2,
    run: (stage) => holdLock(stage, 'select 1 from feed_head for update'),
  },
  {
    name: 'members locked by a stopped holder',
    weight: 2,
    run: (stage) => holdLock(stage, 'select 1 from members for update'),
  },
  {
    name: 'people locked by a stopped holder',
    weight: 1,
    run: (stage) => holdLock(stage, 'select 1 from users for update'),
  },
  {
    name: 'tokens locked by a stopped holder',
    weight: 1,
    run: (stage) => holdLock(stage, 'select 1 from tokens for update'),
  },
];

/** What can happen only where a standby follows. */
export const standbyFaults: readonly DatabaseFault[] = [
  {
    name: 'waits for the standby cancelled',
    weight: 4,
    run: ({ database, random }) => database.cancelWaits(200 + random.below(1500)),
  },
  { name: 'fail-over', weight: 3, run: failOver },
  {
    name: 'waits for the standby cancelled, then fail-over',
    weight: 3,
    async run(stage) {
      // What was written meanwhile stands on the old primary alone.
      const cancelling = stage.database.cancelWaits(600 + stage.random.below(900));
      await wait(300 + stage.random.below(600));
      await failOver(stage);
      await cancelling.catch(() => {});
    },
  },
];

/** Each server finds the new primary with its next connection; some lose the old ones, others keep them. */
async function failOver({ database, servers, random }: Stage): Promise<void> {
  const oldLivesMs = 3500 + random.below(4000);
  await database.failOver((port) => {
    for (const { proxy } of servers) {
      proxy.aim(port);
      if (random.below(3) === 0) proxy.cut();
    }
  }, oldLivesMs);
}

async function endConnections({ database }: Stage, name: string): Promise<void> {
  await database.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name like $1',
    [name],
  );
}

/** By somebody who took it and then does nothing: not even the server may end that transaction. */
async function holdLock({ database, random }: Stage, sql: string): Promise<void> {
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port: database.port(), user: 'keywright', database: 'postgres' },
    idle_in_transaction_session_timeout: 0,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('begin');
    await client.query(sql);
    await wait(300 + random.below(4500));
  } catch {
    // The database went away meanwhile, and the lock with it.
  } finally {
    await client.end().catch(() => {});
  }
}
