import { endpoints, type ResourceId, siteId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import { placeOf } from '../../plane/tree/node.ts';
import { readNode } from '../../plane/tree/queries.ts';
import { lastUse } from '../../request/last-use.ts';
import { nodeSight } from '../../request/node-sight.ts';
import { readOperation } from '../../request/operation.ts';
import type { Db } from '../../storage/storage.ts';
import type { UsageNeeds } from './handed-in.ts';
import { periodOf } from './period.ts';
import { tokenUsageOf, usageOf } from './present-usage.ts';
import { isPerson } from './queries.ts';

/** How tokens were used: one, those of a principal, those of all at home somewhere. */
export const usageReads = ({ userToken, accountToken, account }: UsageNeeds) => ({
  getUserTokenUsage: readOperation(endpoints.getUserTokenUsage, {
    target: (db, { params }) => userToken(db, params.id),
    run: async (db, { params, query, now }, row) => ({
      ...(await tokenUsageOf(db, params.id, periodOf(query, now))),
      last_used: lastUse(row),
    }),
  }),

  getServiceAccountTokenUsage: readOperation(endpoints.getServiceAccountTokenUsage, {
    target: (db, { params, caller }) => accountToken(db, params.id, caller),
    run: async (db, { params, query, now }, row) => ({
      ...(await tokenUsageOf(db, params.id, periodOf(query, now))),
      last_used: lastUse(row),
    }),
  }),

  getUserUsage: readOperation(endpoints.getUserUsage, {
    async target(db, { params }) {
      if (!(await isPerson(db, params.id))) return undefined;
      return { row: undefined, resource: onSite('user_token', null), owner: params.id };
    },
    run: (db, { params, query, now }) => usageOf(db, params.id, periodOf(query, now)),
  }),

  getServiceAccountUsage: readOperation(endpoints.getServiceAccountUsage, {
    target: (db, { params, caller }) => account(db, params.id, caller),
    run: (db, { params, query, now }) => usageOf(db, params.id, periodOf(query, now)),
  }),

  getResourceUsage: readOperation(endpoints.getResourceUsage, {
    target: (db, { params }) => targetOfNode(db, params.id),
    run: (db, { params, query, now }) => usageOf(db, params.id, periodOf(query, now)),
  }),
});

/** The site, an organization or a project: what uses are summed for. */
export async function targetOfNode(db: Db, id: ResourceId) {
  const row = await readNode(db, id);
  if (!row || (id !== siteId && row.type !== 'organization' && row.type !== 'project')) {
    return undefined;
  }
  return { row, resource: placeOf(row), visible: nodeSight(row) };
}
