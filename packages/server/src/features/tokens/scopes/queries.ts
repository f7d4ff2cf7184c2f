import {
  type PrincipalId,
  type ResourceId,
  siteId,
  type TokenId,
  type TokenScopeId,
} from '@keywright/contract';
import { type Expression, type SqlBool, sql } from 'kysely';
import { type NodeRow, nodeColumns } from '../../../plane/tree/queries.ts';
import type { Slice } from '../../../request/paging.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
import { fold, holdsText, wholeIdIn } from '../../../storage/text-search.ts';

/** So many rows go into one statement: both engines limit how many values that may have. */
const batch = 1000;

/** Nodes that scopes are to name, kept from being moved or deleted until the transaction ends. */
export async function holdTargets(tx: Tx, ids: readonly ResourceId[]): Promise<NodeRow[]> {
  const rows: NodeRow[] = [];
  const inOrder = ids.toSorted();
  for (let from = 0; from < inOrder.length; from += batch) {
    const some = await tx
      .selectFrom('resources')
      .select(nodeColumns)
      .where('id', 'in', inOrder.slice(from, from + batch))
      .orderBy('id')
      .forShare()
      .execute();
    rows.push(...some);
  }
  return rows;
}

/** All unexpired grants of a principal: where they stand, and what they give. */
export function lastingGrants(db: Db, principalId: PrincipalId, now: number) {
  return db
    .selectFrom('grants')
    .select(['set_id', 'resource_id', 'organization_id', 'project_id'])
    .where('principal_id', '=', principalId)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .execute();
}

const targetColumns = [
  'target.id as target_id',
  'target.type as target_type',
  'target.name as target_name',
  'target.organization_id',
  'target.project_id',
  'target.env_id',
] as const;

/** Scopes with what they name. */
function scopes(db: Db) {
  return db
    .selectFrom('token_scopes as scope')
    .innerJoin('resources as target', 'target.id', 'scope.target_id')
    .leftJoin('resources as project', 'project.id', 'target.project_id')
    .select([
      'scope.id',
      'scope.token_id',
      'scope.permission',
      'scope.created_at',
      ...targetColumns,
      'project.name as project_name',
      // A wider one of the same token, by the index that keeps each from being there twice.
      sql<TokenScopeId | null>`(select wider.id from token_scopes as wider
        where wider.token_id = scope.token_id and wider.permission = scope.permission
          and wider.target_id in (target.organization_id, target.project_id, target.env_id, ${siteId})
          and wider.target_id <> scope.target_id
        limit 1)`.as('covered_by'),
    ]);
}

export type ScopeRow = Awaited<ReturnType<typeof scopesOf>>[number];

/** Those of a token with one of these permissions. */
export async function scopesOf(db: Db, tokenId: TokenId, permissions: readonly string[]) {
  if (permissions.length === 0) return [];
  return scopes(db)
    .where('scope.token_id', '=', tokenId)
    .where('scope.permission', 'in', permissions)
    .orderBy('scope.permission')
    .orderBy('scope.id')
    .execute();
}

/** Those of a token among these ids. */
export async function namedScopes(
  db: Db,
  tokenId: TokenId,
  ids: readonly TokenScopeId[],
): Promise<ScopeRow[]> {
  if (ids.length === 0) return [];
  return scopes(db)
    .where('scope.token_id', '=', tokenId)
    .where('scope.id', 'in', ids)
    .orderBy('scope.permission')
    .orderBy('scope.id')
    .execute();
}

export async function countScopes(db: Db, tokenId: TokenId): Promise<number> {
  const row = await db
    .selectFrom('token_scopes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('token_id', '=', tokenId)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface ScopeQuestion {
  readonly tokenId: TokenId;
  readonly entity_type?: string | undefined;
  readonly search?: string | undefined;
}

/** A token has few enough to read each. */
function matching(db: Db, { tokenId, entity_type, search }: ScopeQuestion) {
  const id = wholeIdIn<TokenScopeId>(search);
  return db
    .selectFrom('token_scopes as scope')
    .innerJoin('resources as target', 'target.id', 'scope.target_id')
    .leftJoin('resources as project', 'project.id', 'target.project_id')
    .where('scope.token_id', '=', tokenId)
    .$if(entity_type !== undefined, (q) =>
      // All that begin so: the stop is the first letter after it.
      q
        .where('scope.permission', '>=', `${entity_type}.`)
        .where('scope.permission', '<', `${entity_type}/`),
    )
    .$if(id !== undefined, (q) =>
      q.where((eb) =>
        eb.or([
          eb('scope.id', '=', id as TokenScopeId),
          eb('scope.target_id', '=', id as string as ResourceId),
        ]),
      ),
    )
    .$if(!!search && id === undefined, (q) => q.where(holdsWord(db, search ?? '')));
}

function holdsWord(db: Db, search: string): Expression<SqlBool> {
  const words = ['scope.permission', 'target.name_key', "coalesce(project.name_key, '')"];
  const wanted = fold(search);
  return sql<SqlBool>`(${sql.join(
    words.map((word) => holdsText(db.engine, sql.raw<string>(word), wanted)),
    sql` or `,
  )})`;
}

export function listScopes(db: Db, question: ScopeQuestion, slice: Slice): Promise<ScopeRow[]> {
  const page = matching(db, question)
    .select('scope.id')
    .orderBy('scope.permission')
    .orderBy('scope.id')
    .limit(slice.limit)
    .offset(slice.offset);
  return scopes(db)
    .where('scope.id', 'in', page)
    .orderBy('scope.permission')
    .orderBy('scope.id')
    .execute();
}

export async function countMatching(db: Db, question: ScopeQuestion): Promise<number> {
  const row = await matching(db, question)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface NewScope {
  readonly id: TokenScopeId;
  readonly permission: string;
  readonly targetId: ResourceId;
}

export async function insertScopes(
  tx: Tx,
  tokenId: TokenId,
  added: readonly NewScope[],
  now: number,
): Promise<void> {
  for (let from = 0; from < added.length; from += batch) {
    await tx
      .insertInto('token_scopes')
      .values(
        added.slice(from, from + batch).map(({ id, permission, targetId }) => ({
          id,
          token_id: tokenId,
          permission,
          target_id: targetId,
          created_at: now,
        })),
      )
      .execute();
  }
}

export async function deleteScopes(
  tx: Tx,
  tokenId: TokenId,
  ids: readonly TokenScopeId[],
): Promise<void> {
  for (let from = 0; from < ids.length; from += batch) {
    await tx
      .deleteFrom('token_scopes')
      .where('token_id', '=', tokenId)
      .where('id', 'in', ids.slice(from, from + batch))
      .execute();
  }
}

export async function deleteAllScopes(tx: Tx, tokenId: TokenId): Promise<void> {
  await tx.deleteFrom('token_scopes').where('token_id', '=', tokenId).execute();
}

/** What a token may do is part of it. */
export async function touchToken(tx: Tx, id: TokenId, now: number): Promise<void> {
  await tx.updateTable('tokens').set({ updated_at: now }).where('id', '=', id).execute();
}
