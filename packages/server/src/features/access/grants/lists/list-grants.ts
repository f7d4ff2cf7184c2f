import { endpoints, type QueryOf, type ResourceId } from '@keywright/contract';
import type { Plane } from '../../../../plane/plane.ts';
import type { Caller } from '../../../../plane/principal.ts';
import { pathOf } from '../../../../plane/tree/node.ts';
import { type NodeRow, readNode } from '../../../../plane/tree/queries.ts';
import { permit } from '../../../../request/authorize.ts';
import { readOperation } from '../../../../request/operation.ts';
import { paged } from '../../../../request/paging.ts';
import { Problem } from '../../../../request/problem.ts';
import type { WholeReach } from '../../../../storage/reach.ts';
import type { Db } from '../../../../storage/storage.ts';
import { nodeTarget } from '../node-target.ts';
import { presentGrants } from '../present-grant.ts';
import { findGrants, reachFrom } from './find-grants.ts';
import type { GrantFilters, Subtree } from './question.ts';

type Query = QueryOf<typeof endpoints.listGrants>;

export const listGrantsOperation = (plane: Plane) =>
  readOperation(endpoints.listGrants, {
    async run(db, asked) {
      const { caller, query, now } = asked;
      const { rows, total } = await findGrants(db, asked, await whichOf(db, plane, caller, query));
      const items = await presentGrants(db, plane, caller, rows, now);
      return paged(query).answer(items, total);
    },
  });

/** The filters in the words of the table, and where the caller may list what they find. */
async function whichOf(
  db: Db,
  plane: Plane,
  caller: Caller,
  query: Query,
): Promise<{ filters: GrantFilters; reach: WholeReach }> {
  const inside = query.within && (await readNode(db, query.within));
  const lowest = query.holds_on && (await nodeHeldOn(db, plane, caller, query.holds_on));
  const above = lowest && pathOf(lowest);
  const on = query.resource_id && (await readNode(db, query.resource_id));
  const filters: GrantFilters = {
    principalIds: query.principal_id && [query.principal_id],
    principalKinds: query.principal_kind && [query.principal_kind],
    resourceIds: bothOf(above, query.resource_id && [query.resource_id]),
    within: query.within && (inside ? subtreeOf(inside) : { by: 'self', id: query.within }),
    roleIds: query.role_id && [query.role_id],
    state: query.state,
    forKind: lowest?.kind_id ?? undefined,
  };
  // Who may list what holds on a node sees what holds there from above, too.
  const reach: WholeReach = above
    ? { kind: 'everything' }
    : await reachFrom(db, plane, caller, on ?? inside);
  return { filters, reach };
}

/** Throws `not_found` or `forbidden` for who may not list grants there. */
async function nodeHeldOn(db: Db, plane: Plane, caller: Caller, id: ResourceId): Promise<NodeRow> {
  const node = await readNode(db, id);
  if (!node) throw new Problem('not_found');
  await permit(plane, db, { caller, target: nodeTarget(node), permission: 'grant.list' });
  return node;
}

function bothOf(
  one: readonly ResourceId[] | undefined,
  other: readonly ResourceId[] | undefined,
): readonly ResourceId[] | undefined {
  return one && other ? one.filter((id) => other.includes(id)) : (one ?? other);
}

const wide: readonly string[] = ['organization', 'project', 'env'] satisfies Subtree['by'][];

/** Below entities, deployments and their kinds nothing stands. */
function subtreeOf({ type, id }: NodeRow): Subtree {
  if (type === 'site') return { by: 'site' };
  return { by: wide.includes(type) ? (type as 'organization') : 'self', id };
}
