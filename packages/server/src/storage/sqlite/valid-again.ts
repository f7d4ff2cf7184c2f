import { DatabaseSync } from 'node:sqlite';

/** Something that was over in the database before a restore, and counts again in the one after it. */
export interface ValidAgain {
  readonly kind: 'token' | 'person' | 'service account' | 'session' | 'grant';
  readonly name: string;
  readonly id: string;
}

/** So many are named. */
const mostNamed = 1000;

/** Of each kind: what is good in `restored` (main), and in the one before (`before`) was over, or is not there. */
const lost = `
  select 'token' as kind, n.name, n.id from main.tokens n join before.tokens o on o.id = n.id
    where n.revoked_at is null and n.deleted_at is null
      and (o.revoked_at is not null or o.deleted_at is not null or o.secret_sha256 <> n.secret_sha256)
  union all select 'person', n.email, n.id from main.users n join before.users o on o.id = n.id
    where (n.is_active = 1 and o.is_active = 0) or (n.is_admin = 1 and o.is_admin = 0)
  union all select 'service account', n.name, n.id from main.service_accounts n join before.service_accounts o on o.id = n.id
    where n.is_enabled = 1 and n.deleted_at is null and (o.is_enabled = 0 or o.deleted_at is not null)
  union all select 'session', 'of ' || u.email, n.id from main.sessions n join before.sessions o on o.id = n.id
    join main.users u on u.id = n.user_id where n.ended_at is null and o.ended_at is not null
  union all select 'grant', 'to ' || n.principal_id, n.id from main.grants n
    where not exists (select 1 from before.grants o where o.id = n.id)
  limit ${mostNamed}`;

/**
 * What a restore brought back to life, the first thousand; undefined where the two cannot be compared, because the one before is
 * damaged or of another version. Also raises the epoch above both: what anybody kept from before counts no more.
 */
export function afterRestore(restored: string, before: string): ValidAgain[] | undefined {
  const database = new DatabaseSync(restored);
  try {
    database.prepare('attach database ? as before').run(before);
    database.exec(
      `update main.feed_head set epoch = 1 + max(epoch, (select epoch from before.feed_head))`,
    );
    return database.prepare(lost).all() as unknown as ValidAgain[];
  } catch {
    return undefined;
  } finally {
    database.close();
  }
}
