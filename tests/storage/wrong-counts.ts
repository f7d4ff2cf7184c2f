import type { StorageConfig } from '../../packages/server/src/storage/open.ts';
import { rawSql } from './raw-sql.ts';

/** Where the counts that the database keeps differ from what is there; none where they are right. */
export async function wrongCounts(config: StorageConfig): Promise<string[]> {
  const tokens = await rawSql(
    config,
    `select 'live' as what, sum(live) as kept,
       (select count(*) from tokens where deleted_at is null and user_id is not null) as there from user_token_counts
     union all select 'revoked', sum(revoked),
       (select count(*) from tokens
         where deleted_at is null and user_id is not null and revoked_at is not null) from user_token_counts`,
  );
  const events = await rawSql(
    config,
    `select what, sum(kept) as kept, sum(there) as there from (
       select action || ' by ' || actor_kind as what, events as kept, 0 as there from audit_event_counts
       union all select action || ' by ' || actor_kind, 0, 1 from audit_events
     ) as both_ways group by what`,
  );
  return [...tokens, ...events]
    .filter(({ kept, there }) => Number(kept) !== Number(there))
    .map(({ what, kept, there }) => `${what}: ${kept} counted, ${there} there`);
}
