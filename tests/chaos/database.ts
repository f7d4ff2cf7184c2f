import { setTimeout as wait } from 'node:timers/promises';
import { startPostgresNode } from './postgres-node.ts';

/** The database of a run, whichever PostgreSQL is its primary now. */
export interface ChaosDatabase {
  /** Of the present primary. */
  port(): number;
  hasStandby(): boolean;
  /** Asks the present primary; tries again for as long as there is none, or it ends the connection. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Waits until whatever ran in the database at this moment has come to an end, one way or the other. */
  settle(): Promise<void>;
  /** Cuts all off, as `pg_ctl stop -m immediate` does, and starts it again so much later. */
  crash(awayMs: number): Promise<void>;
  /**
   * Makes a primary of the standby; `moved` is called with its port as soon as it takes changes. The old primary lives on
   * and keeps its connections for so long, then it ends and the new one gets a standby.
   */
  failOver(moved: (port: number) => void, oldLivesMs: number): Promise<void>;
  /** Commits wait for the standby for so long, and those that wait are told to stop waiting (a WARNING). */
  cancelWaits(heldMs: number): Promise<void>;
  remove(): Promise<void>;
}

const retryMs = 50;
const cancelEveryMs = 60;

export async function startChaosDatabase(withStandby: boolean): Promise<ChaosDatabase> {
  let primary = await startPostgresNode();
  let standby = withStandby ? await primary.addStandby() : undefined;
  let moving: Promise<void> = Promise.resolve();
  let isRemoved = false;

  async function query(sql: string, values?: readonly unknown[]) {
    for (;;) {
      await moving;
      try {
        return await primary.query(sql, values);
      } catch (error) {
        if (isRemoved || isRefusedStatement(error)) throw error;
        await wait(retryMs);
      }
    }
  }

  return {
    port: () => primary.port,
    hasStandby: () => standby !== undefined,
    query,
    async settle() {
      const [begun] = await query('select clock_timestamp()::text as at');
      const isRunning = async () =>
        (await query(running, [begun?.['at']])).some(({ count }) => Number(count) > 0);
      while (await isRunning()) await wait(retryMs);
    },
    async crash(awayMs) {
      await primary.crash();
      await wait(awayMs);
      await primary.restart();
    },
    async failOver(moved, oldLivesMs) {
      if (standby === undefined) throw new Error('There is no standby to fail over to.');
      const [old, next] = [primary, standby];
      const moves = Promise.withResolvers<void>();
      moving = moves.promise;
      await next.promote();
      primary = next;
      standby = undefined;
      moved(next.port);
      moves.resolve();
      await wait(oldLivesMs);
      await old.remove();
      standby = await next.addStandby();
    },
    async cancelWaits(heldMs) {
      if (standby === undefined) throw new Error('There is no standby to wait for.');
      const [receiver] = await standby.query('select pid from pg_stat_wal_receiver');
      const pid = Number(receiver?.['pid']);
      process.kill(pid, 'SIGSTOP');
      try {
        for (const end = Date.now() + heldMs; Date.now() < end; ) {
          await primary.query(cancelling).catch(() => {});
          await wait(cancelEveryMs);
        }
      } finally {
        process.kill(pid, 'SIGCONT');
      }
    },
    async remove() {
      isRemoved = true;
      await standby?.remove();
      await primary.remove();
    },
  };
}

/** Transactions of servers that began before a moment. */
const running = `select count(*) as count from pg_stat_activity
  where application_name like 'keywright%' and pid <> pg_backend_pid() and xact_start <= $1::timestamptz`;
const cancelling = `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`;

/** A statement that the database took and refused; all else is a database that is not there, or just ended. */
function isRefusedStatement(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P|53|25006)/.test(code);
}
