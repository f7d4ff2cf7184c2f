import { type ResourceId, siteId, type TokenId, type TokenScopeId } from '@keywright/contract';
import type * as scopes from '../../packages/server/src/features/tokens/scopes/queries.ts';
import type { KnownIds } from './known-ids.ts';
import { type CasesOf, found, fresh, slice } from './query-case.ts';

/** What a token may use: found by the token, of which there are 10,000 at the most. */
export function casesOfTokenScopes(known: KnownIds): CasesOf<typeof scopes> {
  const { token, holder, project, env, at: now } = known;
  const tokenId: TokenId = token;
  const id = fresh as TokenScopeId;
  const questions: Record<string, scopes.ScopeQuestion> = {
    all: { tokenId },
    'of one type': { tokenId, entity_type: 'channel' },
    'by words': { tokenId, search: 'quartz' },
    'by id': { tokenId, search: project },
  };
  return {
    holdTargets: { 'of two': { given: [[project, env] as ResourceId[]], may: found } },
    lastingGrants: { 'of one principal': { given: [holder, now] } },
    scopesOf: { 'of two permissions': { given: [tokenId, ['env.list', 'env.read']], may: found } },
    namedScopes: { 'of two': { given: [tokenId, [id, fresh as TokenScopeId]], may: found } },
    countScopes: { 'of one token': { given: [tokenId] } },
    listScopes: Object.fromEntries(
      Object.entries(questions).map(([says, one]) => [says, { given: [one, slice], may: found }]),
    ),
    countMatching: Object.fromEntries(
      Object.entries(questions).map(([says, one]) => [says, { given: [one] }]),
    ),
    insertScopes: {
      'of one': {
        given: [tokenId, [{ id, permission: 'env.list', targetId: siteId as ResourceId }], now],
      },
    },
    deleteScopes: { 'of one': { given: [tokenId, [id]] } },
    deleteAllScopes: { 'of one token': { given: [tokenId] } },
    touchToken: { 'by id': { given: [tokenId, now] } },
  };
}
