import type { PageRequest } from '@keywright/contract';
import type { Plane } from '../../../../plane/plane.ts';
import type { Caller } from '../../../../plane/principal.ts';
import { placeOf } from '../../../../plane/tree/node.ts';
import type { NodeRow } from '../../../../plane/tree/queries.ts';
import { paged } from '../../../../request/paging.ts';
import { type WholeReach, wholeReach } from '../../../../storage/reach.ts';
import type { Db } from '../../../../storage/storage.ts';
import { type GrantRow, readGrants } from '../queries.ts';
import { countGrants, listGrantIds, openingsOf } from './queries.ts';
import type { GrantFilters, GrantQuestion } from './question.ts';

/** A page of grants that the caller may see, newest first, and how many there are by the same rule. */
export async function findGrants(
  db: Db,
  { caller, now, query }: { caller: Caller; now: number; query: PageRequest },
  { filters, reach }: { filters: GrantFilters; reach: WholeReach },
): Promise<{ rows: GrantRow[]; total: number }> {
  if ([filters.resourceIds, filters.principalIds].some((ids) => ids?.length === 0))
    return { rows: [], total: 0 };
  const openings = reach.kind === 'granted' ? await openingsOf(db, reach) : [];
  const question: GrantQuestion = { filters, reach, openings, callerId: caller.principal.id, now };
  const { slice } = paged(query);
  const total = await countGrants(db, question);
  const ids = total <= slice.offset ? [] : await listGrantIds(db, question, slice);
  return { rows: ids.length === 0 ? [] : await readGrants(db, ids), total };
}

/** Which grants on this node and below it the caller may list. */
export async function reachFrom(
  db: Db,
  plane: Plane,
  caller: Caller,
  node: NodeRow | undefined,
): Promise<WholeReach> {
  const reach = wholeReach(await plane.reach(db, caller, 'grant.list'));
  if (!node) return reach;
  const place = placeOf(node);
  const rights = await plane.rights(db, caller, [place]);
  // What is listed there is listed below, so no row has to be looked at.
  return rights.may('grant.list', place) ? { kind: 'everything' } : reach;
}
