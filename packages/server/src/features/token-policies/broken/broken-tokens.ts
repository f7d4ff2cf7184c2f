import type {
  AuditChange,
  ServiceAccountTokenId,
  TokenId,
  TokenPolicyEffect,
  UserTokenId,
} from '@keywright/contract';
import { wireTimeOrNull } from '../../../request/time.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { breaches } from '../rules.ts';
import {
  type BrokenBy,
  type BrokenRow,
  countBroken,
  lastUsedBroken,
  nextBroken,
} from './queries.ts';

/** Revokes these tokens, which are active. */
export type RevokeTokens = (tx: Tx, ids: readonly TokenId[], now: number) => Promise<void>;

const mostNamed = 100;
const batch = 500;
/** More are on record by their number alone: that of the policy says how many. */
const mostRecorded = 1000;

const allowsAll = ({ rules }: BrokenBy) =>
  rules.max_life_days === null && rules.allows_never_ending && rules.allows_full_access;

/** What a policy would break, by name for the first hundred. */
export async function brokenTokens(
  db: Db,
  by: BrokenBy,
): Promise<Pick<TokenPolicyEffect, 'num_tokens' | 'items'>> {
  if (allowsAll(by)) return { num_tokens: 0, items: [] };
  const rows = await lastUsedBroken(db, by, mostNamed);
  return { num_tokens: await countBroken(db, by), items: rows.map((row) => named(row, by)) };
}

function named(row: BrokenRow, { rules, now }: BrokenBy): TokenPolicyEffect['items'][number] {
  const { access, expires_at: end } = row;
  return {
    id: row.id as UserTokenId | ServiceAccountTokenId,
    name: row.name,
    owner: { kind: ownerKind(row), ...ownerOf(row) },
    because: breaches(rules, { access, end }, now),
    last_used_at: wireTimeOrNull(row.last_used_at),
  };
}

/** Revokes what a policy breaks; says how many, and the events of each where they are few enough to be told apart. */
export async function revokeBroken(
  tx: Tx,
  revoke: RevokeTokens,
  by: BrokenBy,
): Promise<{ readonly revoked: number; readonly audit: readonly AuditChange[] }> {
  if (allowsAll(by)) return { revoked: 0, audit: [] };
  const audit: AuditChange[] = [];
  let revoked = 0;
  for (let after: TokenId | null = null; ; ) {
    const rows: BrokenRow[] = await nextBroken(tx, by, { after, limit: batch });
    const ids = rows.map(({ id }) => id);
    await revoke(tx, ids, by.now);
    revoked += rows.length;
    if (revoked <= mostRecorded) audit.push(...rows.map(recorded));
    after = ids.at(-1) ?? null;
    if (rows.length < batch) return { revoked, audit: revoked <= mostRecorded ? audit : [] };
  }
}

function recorded(row: BrokenRow): AuditChange {
  const { id: owner_id, name: owner_name } = ownerOf(row);
  const details = { owner_id, owner_name };
  const token = { id: row.id, name: row.name };
  return ownerKind(row) === 'user'
    ? { action: 'user_token.revoke', target: { kind: 'user_token', ...token }, details }
    : {
        action: 'service_account_token.revoke',
        target: { kind: 'service_account_token', ...token },
        details,
      };
}

const ownerKind = ({ user_id }: BrokenRow) => (user_id === null ? 'service_account' : 'user');

function ownerOf({ owner_id: id, owner_name: name }: BrokenRow) {
  if (id === null) throw new Error('A token of nobody.');
  return { id, name: name ?? '' };
}
