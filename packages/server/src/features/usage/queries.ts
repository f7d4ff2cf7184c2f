import type {
  ResourceId,
  ServiceAccountId,
  TokenId,
  TokenScopeId,
  UserId,
} from '@keywright/contract';
import { type SqlBool, sql } from 'kysely';
import type { Db, Tx } from '../../storage/storage.ts';
import type { Period } from './period.ts';

export type CountRow = Awaited<ReturnType<typeof countsByBucket>>[number];

/** How many checks ended how, by the start of their bucket. */
export function countsByBucket(db: Db, id: string, { from, to, sizeMs }: Period) {
  const start = sql<number>`hour - hour % ${sql.lit(sizeMs)}`;
  return db
    .selectFrom('use_counts')
    .select((row) => [
      start.as('at'),
      'outcome',
      row.cast<number>(row.fn.sum('count'), 'bigint').as('count'),
    ])
    .where('of_id', '=', id as TokenId)
    .where('hour', '>=', from)
    .where('hour', '<', to)
    .groupBy([start, 'outcome'])
    .execute();
}

/** What was missing most often. */
export function deniedPermissions(db: Db, id: string, { from, to }: Period) {
  return db
    .selectFrom('use_counts')
    .select((row) => ['permission', row.cast<number>(row.fn.sum('count'), 'bigint').as('count')])
    .where('of_id', '=', id as TokenId)
    .where('hour', '>=', from)
    .where('hour', '<', to)
    .where('outcome', '=', 'denied')
    .where('permission', '<>', '')
    .groupBy('permission')
    .orderBy('count', 'desc')
    .orderBy('permission')
    .limit(20)
    .execute();
}

/** When a token last used each permission, by name. */
export function permissionUses(db: Db, id: TokenId) {
  return db
    .selectFrom('permission_uses')
    .select(['permission', 'last_used_at'])
    .where('token_id', '=', id)
    .orderBy('permission')
    .limit(500)
    .execute();
}

/** Since when uses of permissions are noted, in milliseconds since 1970. */
export async function notedSince(db: Db): Promise<number> {
  const row = await db.selectFrom('use_gathering').select('since').executeTakeFirstOrThrow();
  return row.since;
}

export async function isPerson(db: Db, id: UserId): Promise<boolean> {
  const row = await db.selectFrom('users').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Whose tokens are looked at. */
export type Whose =
  | { readonly kind: 'user'; readonly id: UserId }
  | { readonly kind: 'service_account'; readonly id: ServiceAccountId }
  | { readonly kind: 'organization'; readonly id: ResourceId }
  | { readonly kind: 'project'; readonly id: ResourceId }
  | { readonly kind: 'site' };

export interface UnusedQuestion {
  readonly whose: Whose;
  /** Not used since; both in milliseconds since 1970. */
  readonly before: number;
  readonly now: number;
  /** The token that asks: it is in use. */
  readonly besides: string | null;
}

/** Active tokens. */
function activeTokens(db: Db, { whose, now, besides }: UnusedQuestion) {
  return db
    .selectFrom('tokens')
    .leftJoin('credential_usage as used', 'used.credential_id', 'tokens.id')
    .where('tokens.deleted_at', 'is', null)
    .where('tokens.revoked_at', 'is', null)
    .where((row) =>
      row.or([row('tokens.expires_at', 'is', null), row('tokens.expires_at', '>', now)]),
    )
    .$if(besides !== null, (q) => q.where('tokens.id', '<>', besides as TokenId))
    .where(isOf(db, whose));
}

function isOf(db: Db, whose: Whose) {
  switch (whose.kind) {
    case 'site':
      return sql<SqlBool>`1 = 1`;
    case 'user':
      return sql<SqlBool>`tokens.user_id = ${whose.id}`;
    case 'service_account':
      return sql<SqlBool>`tokens.service_account_id = ${whose.id}`;
    case 'organization':
    case 'project': {
      const accounts = db
        .selectFrom('service_accounts')
        .innerJoin('resources as home', 'home.id', 'service_accounts.home_id')
        .select('service_accounts.id')
        .where(
          whose.kind === 'project' ? 'home.project_id' : 'home.organization_id',
          '=',
          whose.id,
        );
      return sql<SqlBool>`tokens.service_account_id in ${accounts}`;
    }
    default:
      throw whose satisfies never;
  }
}

/** Of those, the ones that were not used, nor given a new secret, since. */
const unusedTokens = (db: Db, question: UnusedQuestion) =>
  activeTokens(db, question)
    .where('tokens.issued_at', '<', question.before)
    .where((row) =>
      row.or([
        row('used.last_used_at', 'is', null),
        row('used.last_used_at', '<', question.before),
      ]),
    );

const ofToken = [
  'tokens.id as token_id',
  'tokens.name as token_name',
  'tokens.user_id',
  'tokens.service_account_id',
  'users.display_name',
  'service_accounts.name as account_name',
] as const;

export type UnusedTokenRow = Awaited<ReturnType<typeof listUnusedTokens>>[number];

/** Those unused for longest first; `among`: only these. */
export function listUnusedTokens(
  db: Db,
  question: UnusedQuestion,
  { limit, among }: { readonly limit: number; readonly among?: readonly TokenId[] },
) {
  return unusedTokens(db, question)
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .leftJoin('service_accounts', 'service_accounts.id', 'tokens.service_account_id')
    .select([...ofToken, 'tokens.issued_at', 'used.last_used_at'])
    .$if(among !== undefined, (q) => q.where('tokens.id', 'in', among as TokenId[]))
    .orderBy((row) => row.fn.coalesce('used.last_used_at', 'tokens.issued_at'))
    .orderBy('tokens.id')
    .limit(limit)
    .execute();
}

export async function countUnusedTokens(db: Db, question: UnusedQuestion): Promise<number> {
  const row = await unusedTokens(db, question)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Scopes of tokens that are in use, which these were not used for since. */
const unusedScopes = (db: Db, question: UnusedQuestion) =>
  activeTokens(db, question)
    .innerJoin('token_scopes as scope', 'scope.token_id', 'tokens.id')
    .leftJoin('permission_uses as used_for', (on) =>
      on
        .onRef('used_for.token_id', '=', 'scope.token_id')
        .onRef('used_for.permission', '=', 'scope.permission'),
    )
    .where('tokens.access', '=', 'scoped')
    .where('used.last_used_at', '>=', question.before)
    .where('scope.created_at', '<', question.before)
    .where((row) =>
      row.or([
        row('used_for.last_used_at', 'is', null),
        row('used_for.last_used_at', '<', question.before),
      ]),
    );

export type UnusedScopeRow = Awaited<ReturnType<typeof listUnusedScopes>>[number];

/** By token and permission; `among`: only these. */
export function listUnusedScopes(
  db: Db,
  question: UnusedQuestion,
  { limit, among }: { readonly limit: number; readonly among?: readonly TokenScopeId[] },
) {
  return unusedScopes(db, question)
    .innerJoin('resources as target', 'target.id', 'scope.target_id')
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .leftJoin('service_accounts', 'service_accounts.id', 'tokens.service_account_id')
    .select([
      ...ofToken,
      'scope.id',
      'scope.permission',
      'target.id as target_id',
      'target.type as target_type',
      'target.name as target_name',
      'used_for.last_used_at',
    ])
    .$if(among !== undefined, (q) => q.where('scope.id', 'in', among as TokenScopeId[]))
    .orderBy('tokens.id')
    .orderBy('scope.permission')
    .orderBy('scope.id')
    .limit(limit)
    .execute();
}

export async function countUnusedScopes(db: Db, question: UnusedQuestion): Promise<number> {
  const row = await unusedScopes(db, question)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Keeps these tokens as they are until the transaction ends; in one order, so that two who do so wait for each other. */
export async function holdTokens(tx: Tx, ids: readonly TokenId[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .selectFrom('tokens')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
}
