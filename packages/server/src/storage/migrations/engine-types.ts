import { sql } from 'kysely';
import type { Engine } from '../storage.ts';

/** The types that differ by name between the engines. Text is compared by its bytes on both. */
export function typesOf(engine: Engine) {
  return engine === 'postgres'
    ? {
        seq: sql`bigint generated always as identity`,
        uuid: sql`uuid`,
        text: sql`text collate "C"`,
        int: sql`bigint`,
        bytes: sql`bytea`,
        strict: sql``,
      }
    : {
        seq: sql`integer primary key`,
        uuid: sql`text`,
        text: sql`text`,
        int: sql`integer`,
        bytes: sql`blob`,
        strict: sql`strict`,
      };
}

export type Types = ReturnType<typeof typesOf>;
