import type { Kysely, Transaction } from 'kysely';
import { isTransient } from './errors.ts';
import type { Schema } from './schema.ts';
import type { Db, Engine, Tx } from './storage.ts';

export function dbHandle(kysely: Kysely<Schema>, engine: Engine): Db {
  return Object.assign(kysely, { engine }) as unknown as Db;
}

export function txHandle(
  transaction: Transaction<Schema>,
  engine: Engine,
  announce: (message: string) => void,
): Tx {
  return Object.assign(transaction, { engine, announce }) as unknown as Tx;
}

const tries = 3;

/** Runs a whole transaction again where the database rolled it back in favour of another one. */
export async function retryTransient<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === tries || !isTransient(error)) throw error;
    }
  }
}
