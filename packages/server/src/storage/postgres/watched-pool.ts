import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { UnconfirmedCommit } from '../revocation-log.ts';

/**
 * The pool as Kysely uses it, with what it does not pass on: that the standby did not confirm a commit, and why the
 * server ended a connection that nobody was using at that moment.
 */
export function watchedPool(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      // The same object each time: Kysely keeps what belongs to a connection by it.
      let watched = known.get(client);
      if (!watched) {
        watched = watch(client);
        known.set(client, watched);
      }
      return watched;
    },
    end: () => pool.end(),
  };
}

function watch(client: pg.PoolClient): PostgresPoolClient {
  let isUnconfirmed = false;
  let ended: Error | undefined;
  client.on('notice', ({ severity }) => {
    if (severity === 'WARNING') isUnconfirmed = true;
  });
  client.on('error', (error) => {
    ended = error;
  });
  const query = async (text: string, parameters: unknown[]) => {
    isUnconfirmed = false;
    const result = await client.query(text, parameters).catch((error: unknown) => {
      throw ended ?? error;
    });
    // "canceling wait for synchronous replication": it stands here, and perhaps nowhere else.
    if (isUnconfirmed && text === 'commit') {
      throw new UnconfirmedCommit('The standby did not confirm the commit.');
    }
    return result;
  };
  return { query, release: () => client.release() } as unknown as PostgresPoolClient;
}
