import type { TokenSort } from '@keywright/contract';
import { type Expression, expressionBuilder, type SelectQueryBuilder } from 'kysely';
import type { Schema } from '../../storage/schema.ts';

/** By what a list of tokens is put in order. What is not there, such as the end of a never-ending one, comes last. */
export interface TokenOrder {
  readonly by: TokenSort;
  readonly isDescending: boolean;
}

export const newestFirst: TokenOrder = { by: 'created_at', isDescending: true };

/** As the wire says it: `-created_at`. */
export function orderOf(sort: TokenSort | `-${TokenSort}` | undefined): TokenOrder {
  if (sort === undefined) return newestFirst;
  const isDescending = sort.startsWith('-');
  return { by: (isDescending ? sort.slice(1) : sort) as TokenSort, isDescending };
}

const column = expressionBuilder<Schema, 'tokens' | 'credential_usage'>();

/** Puts rows of tokens in order, with their last use beside them where that counts; of equals the newest comes first. */
export function inOrder<DB, T extends keyof DB, O>(
  rows: SelectQueryBuilder<DB, T, O>,
  order: TokenOrder,
  now: number,
): SelectQueryBuilder<DB, T, O> {
  const direction = order.isDescending ? 'desc' : 'asc';
  if (order.by === 'created_at') {
    return rows
      .orderBy(column.ref('tokens.created_at'), direction)
      .orderBy(column.ref('tokens.id'), direction);
  }
  const mayBeNone = order.by === 'expires_at' || order.by === 'last_used';
  return rows
    .orderBy(sortKey(order, now), (key) =>
      mayBeNone ? key[direction]().nullsLast() : key[direction](),
    )
    .orderBy(column.ref('tokens.created_at'), 'desc')
    .orderBy(column.ref('tokens.id'), 'desc');
}

function sortKey({ by }: TokenOrder, now: number): Expression<unknown> {
  switch (by) {
    case 'name':
      return column.ref('tokens.name_key');
    case 'description':
      return column.fn('lower', ['tokens.description']);
    case 'access':
      return column.ref('tokens.access');
    case 'state':
      return stateRank(now);
    case 'issued_at':
    case 'created_at':
    case 'expires_at':
      return column.ref(`tokens.${by}`);
    case 'last_used':
      return column.ref('credential_usage.last_used_at');
    default:
      throw by satisfies never;
  }
}

/** Active, expired, revoked: the same as their words. */
const stateRank = (now: number) =>
  column
    .case()
    .when('tokens.revoked_at', 'is not', null)
    .then(2)
    .when('tokens.expires_at', '<=', now)
    .then(1)
    .else(0)
    .end();
