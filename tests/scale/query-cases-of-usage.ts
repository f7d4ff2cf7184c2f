import { siteId } from '@keywright/contract';
import type * as uses from '../../packages/server/src/plane/usage/queries.ts';
import type { KnownIds } from './known-ids.ts';
import type { CasesOf } from './query-case.ts';

export function casesOfUses({ token, session, accountToken, at }: KnownIds): CasesOf<typeof uses> {
  const count = { hour: at, outcome: 'accepted', permission: '', count: 1 } as const;
  const origins = { addresses: [], userAgents: [] };
  return {
    recordUses: {
      'of two': {
        given: [[token, session].map((id) => ({ id, at, address: null, userAgent: null }))],
      },
    },
    dropUses: { 'of two': { given: [[token, session]] } },
    addUseCounts: { 'of two': { given: [[token, siteId].map((ofId) => ({ ofId, ...count }))] } },
    recordPermissionUses: {
      'of one': { given: [[{ tokenId: token, permission: 'env.list', at }]] },
    },
    homesOfTokens: { 'of two': { given: [[token, accountToken]] } },
    lockOrigins: { 'of two': { given: [[token, accountToken]] } },
    writeOrigins: { 'of one': { given: [new Map([[token, origins]])] } },
    readOrigins: { 'of one': { given: [token] } },
    dropCountsBefore: { 'an hour': { given: [at] } },
  };
}
