import type { ResourceId } from '@keywright/contract';
import type { Slice } from '../../../request/paging.ts';
import type { Db } from '../../../storage/storage.ts';
import { countAll, countFound, type EntityQuestion, listFound } from './queries.ts';

interface Found {
  readonly ids: ResourceId[];
  readonly total: number;
}

/** A page of what the caller may list of these types, by name, and how many there are: both by the same rule. */
export async function findEntities(
  db: Db,
  questions: readonly EntityQuestion[],
  slice: Slice,
): Promise<Found> {
  const counted = [];
  for (const question of questions) {
    const count = await countOf(db, question);
    if (count > 0) counted.push({ ...question, count });
  }
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  if (total <= slice.offset) return { ids: [], total };
  return { ids: await listFound(db, counted, slice), total };
}

function countOf(db: Db, question: EntityQuestion): Promise<number> {
  const { reach, type, filters } = question;
  if (reach.kind === 'nothing') return Promise.resolve(0);
  const isNarrowed = [filters.project_id, filters.search || undefined, filters.shared].some(
    (filter) => filter !== undefined,
  );
  // What the database keeps counted is all there is.
  return reach.kind === 'everything' && !isNarrowed ? countAll(db, type) : countFound(db, question);
}
