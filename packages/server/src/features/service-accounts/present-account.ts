import type { Bot, ServiceAccount, ServiceAccountId } from '@keywright/contract';
import { accountState } from '../../plane/account-state.ts';
import type { Rights } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { lastUse } from '../../request/last-use.ts';
import { wireTime, wireTimeOrNull } from '../../request/time.ts';
import type { Db } from '../../storage/storage.ts';
import { accountPlace, homeOf } from './account-target.ts';
import { type AccountRow, activeTokensOf, grantCountsOf, lastUsesOf } from './queries.ts';

interface Asking {
  readonly plane: Plane;
  readonly caller: Caller;
  readonly now: number;
}

/** What is told of an account beside its row. */
export interface Tally {
  /** Active ones. */
  readonly tokens: number;
  readonly grants: number;
  readonly lastUsed: ServiceAccount['last_used'];
}

/** Accounts as the wire shows them to this caller, in their order; the same few statements for one and for a page. */
export async function presentAccounts(
  db: Db,
  rows: readonly AccountRow[],
  { plane, caller, now }: Asking,
): Promise<ServiceAccount[]> {
  const ids = rows.map(({ id }) => id);
  const tally = await tallies(db, ids, now);
  const rights = await plane.rights(db, caller, rows.map(accountPlace));
  return rows.map((row) => present(rights, row, tally(row.id), now));
}

export async function presentOne(db: Db, row: AccountRow, asking: Asking): Promise<ServiceAccount> {
  const [one] = await presentAccounts(db, [row], asking);
  if (!one) throw new Error('One row makes one account.');
  return one;
}

/** What there is to tell of these accounts, by id. */
export async function tallies(
  db: Db,
  ids: readonly ServiceAccountId[],
  now: number,
): Promise<(id: ServiceAccountId) => Tally> {
  if (ids.length === 0) return () => ({ tokens: 0, grants: 0, lastUsed: null });
  const tokens = new Map((await activeTokensOf(db, ids, now)).map((row) => [row.id, row.count]));
  const counted = await grantCountsOf(db, ids);
  const grants = new Map(counted.map((row) => [row.id as ServiceAccountId, row.count]));
  const uses = new Map((await lastUsesOf(db, ids)).map((row) => [row.id, row]));
  return (id) => {
    const use = uses.get(id);
    return {
      tokens: tokens.get(id) ?? 0,
      grants: grants.get(id) ?? 0,
      lastUsed: use ? lastUse(use) : null,
    };
  };
}

function present(rights: Rights, row: AccountRow, tally: Tally, now: number): ServiceAccount {
  const state = accountState(row, now);
  if (state === 'deleted') throw new Error('A deleted account is not shown.');
  return {
    id: row.id,
    created_at: wireTime(row.created_at),
    name: row.name,
    description: row.description,
    home: homeOf(row),
    state,
    expires_at: wireTimeOrNull(row.expires_at),
    created_by: { id: row.created_by_id, name: row.created_by_name },
    num_tokens: tally.tokens,
    num_grants: tally.grants,
    last_used: tally.lastUsed,
    abilities: abilitiesOver(rights, row),
  };
}

const abilityNeeds = {
  update: 'service_account.update',
  delete: 'service_account.delete',
  list_tokens: 'service_account_token.list',
  create_token: 'service_account_token.create',
  renew: 'service_account_token.renew',
} as const satisfies Record<ServiceAccount['abilities'][number], string>;

function abilitiesOver(rights: Rights, row: AccountRow): ServiceAccount['abilities'] {
  const place = accountPlace(row);
  const all = Object.keys(abilityNeeds) as ServiceAccount['abilities'];
  return all.filter((ability) => rights.may(abilityNeeds[ability], place));
}

/** Platz's `Bot`. */
export function presentBot(row: Pick<AccountRow, 'id' | 'created_at' | 'name'>): Bot {
  return { id: row.id, created_at: wireTime(row.created_at), display_name: row.name };
}
