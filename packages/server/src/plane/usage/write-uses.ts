import { siteId, type TokenId, type UseOutcome } from '@keywright/contract';
import type { Tx } from '../../storage/storage.ts';
import { type HeldUses, outcomeOf, permissionOf } from './held-uses.ts';
import { mergeOrigins } from './origins.ts';
import {
  addUseCounts,
  homesOfTokens,
  lockOrigins,
  recordPermissionUses,
  recordUses,
  type UseCount,
  writeOrigins,
} from './queries.ts';

/**
 * Writes what was seen of these tokens: their last use, counts, permissions and origins; the counts also for their
 * principals and for the nodes that these were at home in at that time. All rows of a table are written in the order of
 * their keys, and the tables in one order, so that two servers that write at once wait and do not deadlock.
 */
export async function writeUses(tx: Tx, held: readonly HeldUses[]): Promise<void> {
  const newest = lastOfEach(held);
  await recordUses(
    tx,
    newest
      .filter(({ lastUsedAt }) => lastUsedAt > 0)
      .map(({ tokenId, lastUsedAt, lastAddress, lastUserAgent }) => ({
        id: tokenId,
        at: lastUsedAt,
        address: lastAddress,
        userAgent: lastUserAgent,
      })),
  );
  const homes = await homesOfTokens(
    tx,
    newest.map(({ tokenId }) => tokenId),
  );
  await addUseCounts(tx, summed(held.flatMap((one) => countsOf(one, homes.get(one.tokenId)))));
  await recordPermissionUses(
    tx,
    newest.flatMap(({ tokenId, permissions }) =>
      [...permissions].map(([permission, at]) => ({ tokenId, permission, at })),
    ),
  );
  await addOrigins(tx, held);
}

/** Of several hours of one token the last, with the permissions of all. */
function lastOfEach(held: readonly HeldUses[]): HeldUses[] {
  const last = new Map<TokenId, HeldUses>();
  for (const one of [...held].sort((a, b) => a.hour - b.hour)) {
    const before = last.get(one.tokenId);
    last.set(one.tokenId, before === undefined ? one : followedBy(before, one));
  }
  return [...last.values()];
}

function followedBy(before: HeldUses, after: HeldUses): HeldUses {
  const permissions = new Map([...before.permissions, ...after.permissions]);
  return after.lastUsedAt > 0 ? { ...after, permissions } : { ...before, permissions };
}

/** The counts of one token in one hour, for it and for all that they are shown on. */
function countsOf(held: HeldUses, home: readonly string[] = []): UseCount[] {
  const counts = [...held.refused].map(([key, count]) => ({
    outcome: outcomeOf(key),
    permission: permissionOf(key),
    count,
  }));
  if (held.accepted > 0) {
    counts.push({ outcome: 'accepted', permission: '', count: held.accepted });
  }
  return [held.tokenId, siteId, ...home].flatMap((ofId) =>
    counts.map((count) => ({ ofId, hour: held.hour, ...count })),
  );
}

function summed(counts: readonly UseCount[]): UseCount[] {
  const sums = new Map<string, UseCount>();
  for (const one of counts) {
    const key = `${one.ofId} ${one.hour} ${one.outcome satisfies UseOutcome} ${one.permission}`;
    sums.set(key, { ...one, count: (sums.get(key)?.count ?? 0) + one.count });
  }
  return [...sums.values()];
}

async function addOrigins(tx: Tx, held: readonly HeldUses[]): Promise<void> {
  const seen = held.filter((one) => one.addresses.length > 0 || one.userAgents.length > 0);
  const ids = [...new Set(seen.map(({ tokenId }) => tokenId))];
  const known = await lockOrigins(tx, ids);
  for (const { tokenId, addresses, userAgents } of seen) {
    const before = known.get(tokenId);
    known.set(tokenId, {
      addresses: mergeOrigins(before?.addresses ?? [], addresses),
      userAgents: mergeOrigins(before?.userAgents ?? [], userAgents),
    });
  }
  await writeOrigins(tx, known);
}
