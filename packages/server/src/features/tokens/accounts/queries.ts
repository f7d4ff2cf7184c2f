import {
  type ServiceAccountId,
  type ServiceAccountTokenId,
  siteId,
  type TokenAccess,
  type TokenState,
  type UserId,
} from '@keywright/contract';
import type { Slice } from '../../../request/paging.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { containsText, wholeIdIn } from '../../../storage/text-search.ts';
import type { Proof } from '../life/queries.ts';
import { inOrder, newestFirst, type TokenOrder } from '../token-order.ts';

/** Where a service account is at home: what decisions about its tokens rest on. */
const home = [
  'home.id as home_id',
  'home.organization_id',
  'home.project_id',
  'home.env_id',
  'home.kind_id',
] as const;

function accounts(db: Db) {
  return db
    .selectFrom('service_accounts as account')
    .innerJoin('resources as home', 'home.id', 'account.home_id')
    .select(['account.id', 'account.name', 'home.name as home_name', ...home]);
}

export type AccountRow = NonNullable<Awaited<ReturnType<typeof readAccount>>>;

/** A service account that was not deleted. */
export function readAccount(db: Db, id: ServiceAccountId) {
  return accounts(db).where('account.id', '=', id).executeTakeFirst();
}

/** The same, kept as it is until the transaction ends, next to others who do so. */
export function holdAccount(tx: Tx, id: ServiceAccountId) {
  return accounts(tx).where('account.id', '=', id).forShare('account').executeTakeFirst();
}

/** The same, to change its tokens: others who do so wait. */
export function lockAccount(tx: Tx, id: ServiceAccountId) {
  return accounts(tx).where('account.id', '=', id).forUpdate('account').executeTakeFirst();
}

function tokens(db: Db) {
  return db
    .selectFrom('tokens')
    .innerJoin('service_accounts as account', 'account.id', 'tokens.service_account_id')
    .innerJoin('resources as home', 'home.id', 'account.home_id')
    .leftJoin('credential_usage', 'credential_usage.credential_id', 'tokens.id')
    .select([
      (row) => row.ref('tokens.id').$castTo<ServiceAccountTokenId>().as('id'),
      'tokens.name',
      'tokens.description',
      'tokens.created_at',
      'tokens.expires_at',
      'tokens.revoked_at',
      'tokens.access',
      'tokens.issued_at',
      'tokens.updated_at',
      'tokens.old_secret_ends_at',
      (eb) =>
        eb
          .selectFrom('token_scopes')
          .select((scopes) => scopes.fn.countAll<number>().as('count'))
          .whereRef('token_scopes.token_id', '=', 'tokens.id')
          .as('num_scopes'),
      'tokens.created_by_kind',
      'tokens.created_by_id',
      'tokens.created_by_name',
      'account.id as service_account_id',
      'account.name as owner_name',
      ...home,
      'credential_usage.last_used_at',
      'credential_usage.address',
      'credential_usage.user_agent',
    ])
    .where('tokens.deleted_at', 'is', null);
}

export type AccountTokenRow = NonNullable<Awaited<ReturnType<typeof readAccountToken>>>;

export function readAccountToken(db: Db, id: ServiceAccountTokenId) {
  return tokens(db).where('tokens.id', '=', id).executeTakeFirst();
}

/** The same, with its account and itself locked in that order. */
export async function lockAccountToken(
  tx: Tx,
  id: ServiceAccountTokenId,
): Promise<AccountTokenRow | undefined> {
  const found = await readAccountToken(tx, id);
  if (!found) return undefined;
  await lockAccount(tx, found.service_account_id);
  await tx.selectFrom('tokens').select('id').where('id', '=', id).forUpdate().execute();
  return readAccountToken(tx, id);
}

export interface AccountTokenQuestion {
  readonly service_account_id: ServiceAccountId;
  readonly state?: TokenState | 'all' | undefined;
  readonly access?: TokenAccess | undefined;
  readonly search?: string | undefined;
  readonly now: number;
}

function matching(db: Db, question: AccountTokenQuestion) {
  const { service_account_id, state, access, search, now } = question;
  const id = wholeIdIn<ServiceAccountTokenId>(search);
  const named = { table: 'tokens', columns: ['name_key'] } as const;
  return (
    db
      .selectFrom('tokens')
      .where('deleted_at', 'is', null)
      .where('service_account_id', '=', service_account_id)
      .$if(id !== undefined, (q) => q.where('id', '=', id as ServiceAccountTokenId))
      // One account's are few enough to read the name of each; the text index holds those of people.
      .$if(!!search && id === undefined, (q) =>
        q.where(containsText(db.engine, named, search ?? '', 'rows')),
      )
      .$if(access !== undefined, (q) => q.where('access', '=', access as TokenAccess))
      .$if(state === 'revoked', (q) => q.where('revoked_at', 'is not', null))
      .$if(state === 'expired', (q) =>
        q.where('revoked_at', 'is', null).where('expires_at', '<=', now),
      )
      .$if(state === 'active', (q) =>
        q
          .where('revoked_at', 'is', null)
          .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)])),
      )
  );
}

export function listAccountTokens(
  db: Db,
  question: AccountTokenQuestion,
  slice: Slice,
  order: TokenOrder,
): Promise<AccountTokenRow[]> {
  const { now } = question;
  return pageOf(db, matching(db, question), slice, { order, now });
}

export function countAccountTokens(db: Db, question: AccountTokenQuestion): Promise<number> {
  return countOf(matching(db, question));
}

export interface BotTokenQuestion {
  readonly bot_id?: ServiceAccountId | undefined;
  readonly created_by_user_id?: UserId | undefined;
}

function ofBots(db: Db, { bot_id, created_by_user_id }: BotTokenQuestion) {
  return db
    .selectFrom('tokens')
    .where('deleted_at', 'is', null)
    .where('service_account_id', 'in', (bots) =>
      bots
        .selectFrom('service_accounts')
        .select('service_accounts.id')
        .where('home_id', '=', siteId)
        .$if(bot_id !== undefined, (q) =>
          q.where('service_accounts.id', '=', bot_id as ServiceAccountId),
        ),
    )
    .$if(created_by_user_id !== undefined, (q) =>
      q
        .where('created_by_kind', '=', 'user')
        .where('created_by_id', '=', created_by_user_id as UserId),
    );
}

export function listBotTokens(
  db: Db,
  question: BotTokenQuestion,
  slice: Slice,
): Promise<AccountTokenRow[]> {
  return pageOf(db, ofBots(db, question), slice, { order: newestFirst, now: 0 });
}

export function countBotTokens(db: Db, question: BotTokenQuestion): Promise<number> {
  return countOf(ofBots(db, question));
}

type Matching = ReturnType<typeof matching>;

/** The page is cut on an index alone; only its rows are joined and read. */
function pageOf(
  db: Db,
  found: Matching,
  slice: Slice,
  { order, now }: { readonly order: TokenOrder; readonly now: number },
): Promise<AccountTokenRow[]> {
  const page = found
    .$if(order.by === 'last_used', (q) =>
      q.leftJoin('credential_usage', 'credential_usage.credential_id', 'tokens.id'),
    )
    .select('tokens.id')
    .limit(slice.limit)
    .offset(slice.offset);
  return inOrder(
    tokens(db).where('tokens.id', 'in', inOrder(page, order, now)),
    order,
    now,
  ).execute();
}

async function countOf(found: Matching): Promise<number> {
  const row = await found
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Of the newest token of an account that was not revoked; undefined: it has none. */
export async function newestProof(db: Db, id: ServiceAccountId): Promise<Proof | undefined> {
  return db
    .selectFrom('tokens')
    .select([
      (row) => row.ref('tokens.id').$castTo<ServiceAccountTokenId>().as('id'),
      'secret_sha256',
    ])
    .where('service_account_id', '=', id)
    .where('deleted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Revokes all but one; returns when each would have expired. */
export async function revokeOthers(
  tx: Tx,
  id: ServiceAccountId,
  kept: ServiceAccountTokenId,
  now: number,
): Promise<{ expires_at: number | null }[]> {
  return tx
    .updateTable('tokens')
    .set({ revoked_at: now, updated_at: now })
    .where('service_account_id', '=', id)
    .where('deleted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('id', '<>', kept)
    .returning('expires_at')
    .execute();
}

/** Revokes and deletes all tokens of these accounts. */
export async function deleteTokensOf(
  tx: Tx,
  accountIds: readonly ServiceAccountId[],
  now: number,
): Promise<void> {
  if (accountIds.length === 0) return;
  await tx
    .updateTable('tokens')
    .set((row) => ({
      revoked_at: row.fn.coalesce('revoked_at', row.val(now)),
      deleted_at: now,
      updated_at: now,
    }))
    .where('service_account_id', 'in', accountIds)
    .where('deleted_at', 'is', null)
    .execute();
}

export async function countActiveOf(
  db: Db,
  accountIds: readonly ServiceAccountId[],
  now: number,
): Promise<number> {
  if (accountIds.length === 0) return 0;
  const row = await db
    .selectFrom('tokens')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('service_account_id', 'in', accountIds)
    .where('deleted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** What decisions about a token of this account rest on. */
export type Homed = Pick<
  AccountRow,
  'home_id' | 'organization_id' | 'project_id' | 'env_id' | 'kind_id'
>;
