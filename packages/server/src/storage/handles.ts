import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { isTransient, StorageUnavailable } from './errors.ts';
import type { Schema } from './schema.ts';
import type { Db, Engine, Tx } from './storage.ts';

export function dbHandle(kysely: Kysely<Schema>, engine: Engine): Db {
  return Object.assign(kysely, { engine }) as unknown as Db;
}

export function txHandle(
  transaction: Transaction<Schema>,
  engine: Engine,
  parts: Pick<Tx, 'announce' | 'ref'>,
): Tx {
  return Object.assign(transaction, { engine, ...parts }) as unknown as Tx;
}

const tries = 6;
/** Up to so long between two tries, in milliseconds: whoever was in the way gets done meanwhile. */
const pauseMs = 50;

/**
 * Runs a whole transaction again where the database rolled it back in favour of another one. Rejects with
 * StorageUnavailable where that happened too often: nothing was changed, and trying again later is right.
 */
export async function retryTransient<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (attempt === tries) {
        throw new StorageUnavailable('Too many others changed the same rows.', { cause: error });
      }
      await wait(Math.random() * pauseMs * attempt);
    }
  }
}
