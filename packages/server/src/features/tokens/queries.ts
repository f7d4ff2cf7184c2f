import type {
  PrincipalId,
  PrincipalKind,
  ServiceAccountId,
  TokenAccess,
  TokenId,
  TokenState,
  UserId,
  UserTokenId,
} from '@keywright/contract';
import { sql } from 'kysely';
import type { Slice } from '../../request/paging.ts';
import type { SecretDigest } from '../../storage/schema-columns.ts';
import type { Db, Tx } from '../../storage/storage.ts';
import {
  containsText,
  countInTextIndex,
  fold,
  type SearchBy,
  searchBy,
  wholeIdIn,
} from '../../storage/text-search.ts';
import { inOrder, type TokenOrder } from './token-order.ts';
import { isOfOne, type TokenQuestion } from './token-question.ts';

function tokens(db: Db) {
  return db
    .selectFrom('tokens')
    .innerJoin('users as owner', 'owner.id', 'tokens.user_id')
    .leftJoin('credential_usage', 'credential_usage.credential_id', 'tokens.id')
    .select([
      (row) => row.ref('tokens.id').$castTo<UserTokenId>().as('id'),
      'owner.id as user_id',
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
      'tokens.created_by_id',
      'tokens.created_by_name',
      'owner.display_name as owner_name',
      'credential_usage.last_used_at',
      'credential_usage.address',
      'credential_usage.user_agent',
    ])
    .where('tokens.deleted_at', 'is', null);
}

export type TokenRow = NonNullable<Awaited<ReturnType<typeof readToken>>>;

export function readToken(db: Db, id: UserTokenId) {
  return tokens(db).where('tokens.id', '=', id).executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export async function lockToken(tx: Tx, id: UserTokenId): Promise<TokenRow | undefined> {
  await tx.selectFrom('tokens').select('id').where('id', '=', id).forUpdate().execute();
  return readToken(tx, id);
}

const searched = { table: 'tokens', columns: ['name_key'] } as const;

function matchingTokens(db: Db, question: TokenQuestion, by: SearchBy) {
  const { filters, visibleTo, now } = question;
  const { user_id, state, access, search } = filters;
  const id = wholeIdIn<UserTokenId>(search);
  return (
    db
      .selectFrom('tokens')
      .where('deleted_at', 'is', null)
      .where('user_id', 'is not', null)
      .$if(visibleTo !== undefined, (q) => q.where('user_id', '=', visibleTo as UserId))
      .$if(user_id !== undefined, (q) => q.where('user_id', '=', user_id as UserId))
      .$if(id !== undefined, (q) => q.where('id', '=', id as UserTokenId))
      .$if(!!search && id === undefined, (q) =>
        q.where(containsText(db.engine, searched, search ?? '', isOfOne(question) ? 'rows' : by)),
      )
      // Written out, so that SQLite knows the index of scoped tokens to fit.
      .$if(access !== undefined, (q) => q.where('access', '=', sql.lit(access as TokenAccess)))
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

/** `total`: how many there are, by `countTokens`. An order other than by time is for one person's tokens. */
export async function listTokens(
  db: Db,
  question: TokenQuestion,
  slice: Slice,
  { total, order }: { readonly total: number; readonly order: TokenOrder },
): Promise<TokenRow[]> {
  const { now } = question;
  // The page is cut on the index alone; only its rows are then joined and read.
  const page = matchingTokens(db, question, searchBy(total, slice))
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

export async function countTokens(db: Db, question: TokenQuestion): Promise<number> {
  const { filters, now } = question;
  const { state, access, search } = filters;
  if (!isOfOne(question) && !search && !access) return countAllTokens(db, state, now);
  if (!isOfOne(question) && !state && !access && search && !wholeIdIn(search)) {
    const found = await countInTextIndex(db, searched, search);
    if (found !== undefined) return found;
  }
  return countRows(db, question);
}

async function countRows(db: Db, question: TokenQuestion): Promise<number> {
  const row = await matchingTokens(db, question, 'index')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** From the counts that the database keeps; only time makes a token expire, so these are counted. */
async function countAllTokens(
  db: Db,
  state: TokenState | 'all' | undefined,
  now: number,
): Promise<number> {
  const countExpired = () =>
    countRows(db, { filters: { state: 'expired' }, visibleTo: undefined, now });
  if (state === 'expired') return countExpired();
  const { live, revoked } = await db
    .selectFrom('user_token_counts')
    .select((eb) => [
      eb.cast<number>(eb.fn.sum('live'), 'bigint').as('live'),
      eb.cast<number>(eb.fn.sum('revoked'), 'bigint').as('revoked'),
    ])
    .executeTakeFirstOrThrow();
  switch (state) {
    case undefined:
    case 'all':
      return live;
    case 'revoked':
      return revoked;
    case 'active':
      return live - revoked - (await countExpired());
    default:
      throw state satisfies never;
  }
}

/** Who made a token; an operator on the server has no id. */
export interface Maker {
  readonly kind: PrincipalKind | 'operator';
  readonly id: PrincipalId | null;
  readonly name: string;
}

/** Whose a token is. */
export type TokenOwner =
  | { readonly kind: 'user'; readonly id: UserId }
  | { readonly kind: 'service_account'; readonly id: ServiceAccountId };

export interface NewToken {
  readonly id: TokenId;
  readonly owner: TokenOwner;
  readonly name: string;
  readonly description: string;
  readonly digest: SecretDigest;
  readonly access: TokenAccess;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly createdBy: Maker;
}

export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  const { owner } = token;
  await tx
    .insertInto('tokens')
    .values({
      id: token.id,
      user_id: owner.kind === 'user' ? owner.id : null,
      service_account_id: owner.kind === 'service_account' ? owner.id : null,
      name: token.name,
      name_key: fold(token.name),
      description: token.description,
      secret_sha256: token.digest,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      revoked_at: null,
      deleted_at: null,
      access: token.access,
      issued_at: token.createdAt,
      updated_at: token.createdAt,
      old_secret_sha256: null,
      old_secret_ends_at: null,
      created_by_kind: token.createdBy.kind,
      created_by_id: token.createdBy.id,
      created_by_name: token.createdBy.name,
    })
    .execute();
}

export async function setTokenText(
  tx: Tx,
  id: TokenId,
  text: { name: string; description: string; now: number },
): Promise<void> {
  await tx
    .updateTable('tokens')
    .set({
      name: text.name,
      name_key: fold(text.name),
      description: text.description,
      updated_at: text.now,
    })
    .where('id', '=', id)
    .execute();
}

export async function revokeToken(tx: Tx, id: TokenId, now: number): Promise<void> {
  await tx
    .updateTable('tokens')
    .set({ revoked_at: now, updated_at: now })
    .where('id', '=', id)
    .execute();
}

/** The same with several, which are active. */
export async function revokeTokens(tx: Tx, ids: readonly TokenId[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('tokens')
    .set({ revoked_at: now, updated_at: now })
    .where('id', 'in', ids)
    .execute();
}

/** A deleted token is revoked too, so that nothing has to remember to look at both. */
export async function deleteToken(
  tx: Tx,
  id: TokenId,
  times: { revokedAt: number; deletedAt: number },
): Promise<void> {
  await tx
    .updateTable('tokens')
    .set({
      revoked_at: times.revokedAt,
      deleted_at: times.deletedAt,
      updated_at: times.deletedAt,
    })
    .where('id', '=', id)
    .execute();
}

/** A person who can own tokens. */
export function readOwner(db: Db, id: UserId) {
  return db
    .selectFrom('users')
    .select(['id', 'display_name', 'is_admin'])
    .where('id', '=', id)
    .executeTakeFirst();
}
