import type { ResourceId, ResourceType } from '@keywright/contract';
import type { Slice } from '../../../request/paging.ts';
import type { Db } from '../../../storage/storage.ts';
import {
  countAll,
  countFound,
  countSearched,
  type EntityFilters,
  type EntityQuestion,
  listFound,
} from './queries.ts';

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
  const whole = questions.filter(({ reach }) => reach.kind === 'everything');
  const counts = await countWhole(db, whole);
  const counted = [];
  for (const question of questions) {
    const count = counts.get(question.type) ?? (await countOf(db, question));
    if (count > 0) counted.push({ ...question, count });
  }
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  if (total <= slice.offset) return { ids: [], total };
  return { ids: await listFound(db, counted, slice), total };
}

function countOf(db: Db, question: EntityQuestion): Promise<number> {
  return question.reach.kind === 'nothing' ? Promise.resolve(0) : countFound(db, question);
}

/** How many there are of types all of whose entities are listed, where less than looking at each tells. */
async function countWhole(
  db: Db,
  questions: readonly EntityQuestion[],
): Promise<ReadonlyMap<ResourceType, number>> {
  const [first] = questions;
  const types = questions.map(({ type }) => type);
  if (!first || first.filters.shared !== undefined) return new Map();
  // A text is looked up once for all types; without any filter, the database keeps count.
  if (first.filters.search) return countSearched(db, types, first.filters);
  return isUnfiltered(first.filters) ? countAll(db, types) : new Map();
}

const isUnfiltered = ({ project_id, search, shared }: EntityFilters): boolean =>
  project_id === undefined && !search && shared === undefined;
