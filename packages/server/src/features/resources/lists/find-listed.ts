import type { ResourceId } from '@keywright/contract';
import type { Slice } from '../../../request/paging.ts';
import type { Db } from '../../../storage/storage.ts';
import {
  countAll,
  countGranted,
  countMatching,
  type GrantedQuestion,
  levels,
  listCollected,
  listMatching,
  listWalked,
  type ResourceQuestion,
} from './queries.ts';

/** Up to so many are put in order as they are found; of more, a walk in their order meets enough of them soon. */
const few = 1500;

interface Found {
  readonly ids: ResourceId[];
  readonly total: number;
}

/** A page of what the caller may list, by name, and how many there are: both by the same rule. */
export async function findListed(db: Db, question: ResourceQuestion, slice: Slice): Promise<Found> {
  const { type, reach } = question;
  if (reach.kind === 'nothing') return { ids: [], total: 0 };
  if (reach.kind === 'granted' && type !== 'deployment_kind' && !isFiltered(question)) {
    return findGranted(db, { type, reach }, slice);
  }
  // What the database keeps counted is all there is, which a scoped token does not see.
  const isAll = reach.kind === 'everything' && !isFiltered(question);
  const total = isAll ? await countAll(db, type) : await countMatching(db, question);
  return { ids: await listMatching(db, question, slice, total), total };
}

async function findGranted(db: Db, question: GrantedQuestion, slice: Slice): Promise<Found> {
  const counts = await countGranted(db, question);
  const from = levels.filter((level) => counts[level] > 0);
  const total = from.reduce((sum, level) => sum + counts[level], 0);
  if (total <= slice.offset) return { ids: [], total };
  const list = total <= few ? listCollected : listWalked;
  return { ids: await list(db, question, from, slice), total };
}

function isFiltered({ filters }: ResourceQuestion): boolean {
  const { name, organization_id, project_id, auto_add_new_users } = filters;
  return [name || undefined, organization_id, project_id, auto_add_new_users].some(
    (filter) => filter !== undefined,
  );
}
