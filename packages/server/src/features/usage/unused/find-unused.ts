import { type TokenId, type TokenScopeId, type Unused, unusedDays } from '@keywright/contract';
import type { Caller } from '../../../plane/principal.ts';
import { wireTime, wireTimeOrNull } from '../../../request/time.ts';
import type { Db } from '../../../storage/storage.ts';
import {
  listUnusedScopes,
  listUnusedTokens,
  notedSince,
  type UnusedQuestion,
  type UnusedScopeRow,
  type UnusedTokenRow,
  type Whose,
} from '../queries.ts';
import { ownerOf } from './owner-of.ts';

const dayMs = 86_400_000;
const mostTokens = 200;
const mostScopes = 500;

interface AskedFor {
  readonly days: number | undefined;
  readonly caller: Caller;
  readonly now: number;
}

export function questionOf(whose: Whose, { days, caller, now }: AskedFor): UnusedQuestion {
  const { id, kind } = caller.credential;
  return {
    whose,
    before: now - unusedDays(days) * dayMs,
    now,
    besides: kind === 'session' ? null : id,
  };
}

interface Among {
  readonly tokens: readonly TokenId[];
  readonly scopes: readonly TokenScopeId[];
}

/** What is unused; `among`: only of these. */
export async function findUnused(db: Db, question: UnusedQuestion, among?: Among) {
  const { tokens, scopes } = among ?? {};
  return {
    tokens: isNone(tokens)
      ? []
      : await listUnusedTokens(db, question, {
          limit: mostTokens,
          ...(tokens && { among: tokens }),
        }),
    scopes:
      isNone(scopes) || (await cannotTell(db, question))
        ? []
        : await listUnusedScopes(db, question, {
            limit: mostScopes,
            ...(scopes && { among: scopes }),
          }),
  };
}

const isNone = (ids: readonly unknown[] | undefined) => ids !== undefined && ids.length === 0;

/** A scope counts as unused only where its use would have been noted all that time. */
export async function cannotTell(db: Db, { before }: UnusedQuestion): Promise<boolean> {
  return (await notedSince(db)) > before;
}

export const presentToken = (row: UnusedTokenRow): Unused['tokens'][number] => ({
  ...tokenOf(row),
  issued_at: wireTime(row.issued_at),
  last_used_at: wireTimeOrNull(row.last_used_at),
});

export const presentScope = (row: UnusedScopeRow): Unused['scopes'][number] => ({
  token: tokenOf(row),
  id: row.id,
  permission: row.permission,
  target: {
    type: row.target_type,
    id: row.target_id,
    name: row.target_type === 'site' ? 'Site' : row.target_name,
  },
  last_used_at: wireTimeOrNull(row.last_used_at),
});

const tokenOf = (row: UnusedTokenRow | UnusedScopeRow) => ({
  id: row.token_id as Unused['tokens'][number]['id'],
  name: row.token_name,
  owner: ownerOf(row),
});
