import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Engine } from '../storage.ts';
import { typesOf } from './engine-types.ts';

/** Sign-ins of programs: by a code that came to their loopback address, and by one that a person typed. */
export async function programSignIns(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const t = typesOf(engine);
  const digest = (column: string) =>
    sql`${sql.ref(column)} ${t.bytes} not null check (length(${sql.ref(column)}) = 32)`;
  const statements = [
    sql`alter table sessions add column device_name ${t.text}`,
    sql`create table cli_codes (
      ${digest('code_sha256')} primary key,
      challenge ${t.text} not null check (length(challenge) = 43),
      redirect_uri ${t.text} not null,
      device_name ${t.text} not null,
      user_id ${t.uuid} not null references users (id),
      approved_by ${t.uuid} not null,
      expires_at ${t.int} not null,
      session_id ${t.uuid}
    ) ${t.strict}`,
    sql`create index cli_codes_ending on cli_codes (expires_at)`,
    sql`create table device_sign_ins (
      ${digest('device_code_sha256')} primary key,
      ${digest('user_code_sha256')} unique,
      device_name ${t.text} not null,
      address ${t.text},
      user_agent ${t.text},
      created_at ${t.int} not null,
      expires_at ${t.int} not null,
      interval_ms ${t.int} not null,
      polled_at ${t.int},
      decision ${t.text} check (decision in ('approve', 'refuse')),
      user_id ${t.uuid} references users (id),
      decided_by ${t.uuid},
      session_id ${t.uuid},
      check ((decision is null) = (user_id is null) and (decision is null) = (decided_by is null))
    ) ${t.strict}`,
    sql`create index device_sign_ins_ending on device_sign_ins (expires_at)`,
  ];
  for (const statement of statements) await statement.execute(db);
}
