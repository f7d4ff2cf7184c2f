import type { TokenId, TokenUsage, Usage, UseCounts } from '@keywright/contract';
import type { Origin } from '../../plane/usage/origins.ts';
import { readOrigins } from '../../plane/usage/queries.ts';
import { wireTime } from '../../request/time.ts';
import type { Db } from '../../storage/storage.ts';
import { type Period, startsOf } from './period.ts';
import { type CountRow, countsByBucket, deniedPermissions, permissionUses } from './queries.ts';

const none: UseCounts = {
  accepted: 0,
  denied: 0,
  rate_limited: 0,
  expired: 0,
  revoked: 0,
  principal_inactive: 0,
};

/** The counts of a token, a principal or a node, as the wire shows them. */
export async function usageOf(db: Db, id: string, period: Period): Promise<Usage> {
  const rows = await countsByBucket(db, id, period);
  const byStart = Map.groupBy(rows, ({ at }) => at);
  return {
    from: wireTime(period.from),
    to: wireTime(period.to),
    bucket: period.bucket,
    total: summed(rows),
    buckets: startsOf(period).map((at) => ({
      at: wireTime(at),
      ...summed(byStart.get(at) ?? []),
    })),
    denied_permissions: await deniedPermissions(db, id, period),
  };
}

function summed(rows: readonly CountRow[]): UseCounts {
  const sums = { ...none };
  for (const { outcome, count } of rows) sums[outcome] += count;
  return sums;
}

/** The same of a token, with what is known of it alone. */
export async function tokenUsageOf(
  db: Db,
  id: TokenId,
  period: Period,
): Promise<Omit<TokenUsage, 'last_used'>> {
  const { addresses, userAgents } = await readOrigins(db, id);
  const permissions = await permissionUses(db, id);
  return {
    ...(await usageOf(db, id, period)),
    addresses: addresses.map((one) => ({ address: one.value, ...seen(one) })),
    user_agents: userAgents.map((one) => ({ user_agent: one.value, ...seen(one) })),
    permissions: permissions.map(({ permission, last_used_at }) => ({
      permission,
      last_used_at: wireTime(last_used_at),
    })),
  };
}

const seen = ({ firstAt, lastAt, count }: Origin) => ({
  first_seen_at: wireTime(firstAt),
  last_seen_at: wireTime(lastAt),
  count,
});
