import type { DeploymentTaskId } from '@keywright/contract';
import type { Plane } from '../../../../plane/plane.ts';
import type { Caller } from '../../../../plane/principal.ts';
import { placeOf } from '../../../../plane/tree/node.ts';
import { readNode } from '../../../../plane/tree/queries.ts';
import type { Slice } from '../../../../request/paging.ts';
import type { Reach } from '../../../../storage/reach.ts';
import type { Db } from '../../../../storage/storage.ts';
import { taskPlace } from '../task-place.ts';
import { isActing } from './narrowest.ts';
import {
  countInSpots,
  countWalked,
  type GrantedQuestion,
  listInSpots,
  listMerged,
  listSpots,
  listWalked,
  placeOfDeployment,
} from './queries.ts';
import type { TaskFilters, TaskQuestion } from './question.ts';

/** How far beyond a page rows are counted: the contract says so. */
const countedBeyond = 10_000;
/** So few rows are each asked whether they may be seen, wherever else the reader sees what. */
const few = 2000;
/** Of so few spots, the newest of each are put together by one statement. */
const fewSpots = 100;

const listing = 'deployment_task.list';

interface Found {
  readonly ids: DeploymentTaskId[];
  readonly total: number;
}

/** A page of tasks that may be seen, newest first, and how many there are, counted as far as the contract says. */
export async function findTasks(db: Db, question: TaskQuestion, slice: Slice): Promise<Found> {
  const { reach, filters } = question;
  if (reach.kind === 'nothing' || (filters.actor_kind && !isActing(filters.actor_kind))) {
    return { ids: [], total: 0 };
  }
  return reach.kind === 'granted'
    ? findGranted(db, { reach, filters }, slice)
    : findWalking(db, question, slice);
}

const most = ({ offset, limit }: Slice) => offset + limit + countedBeyond;

async function findWalking(db: Db, question: TaskQuestion, slice: Slice): Promise<Found> {
  const ids = await listWalked(db, question, slice);
  const isLast = ids.length > 0 && ids.length < slice.limit;
  const total = isLast ? slice.offset + ids.length : await countWalked(db, question, most(slice));
  return { ids, total };
}

/**
 * Rows that the filters leave few of are looked at one by one. Else what the reader sees is found from their grants:
 * merged out of few spots, put in order where it is little; and where they see much, a walk soon meets enough of it.
 */
async function findGranted(db: Db, question: GrantedQuestion, slice: Slice): Promise<Found> {
  if (isFiltered(question.filters)) {
    const whole: TaskQuestion = { ...question, reach: { kind: 'everything' } };
    if ((await countWalked(db, whole, few)) < few) return findWalking(db, question, slice);
  }
  const spots = await listSpots(db, question, fewSpots + 1);
  if (spots.length === 0) return { ids: [], total: 0 };
  const total = await countInSpots(db, question, most(slice));
  if (total <= slice.offset) return { ids: [], total };
  if (spots.length <= fewSpots) {
    return { ids: await listMerged(db, { ...question, spots }, slice), total };
  }
  if (total < most(slice)) return { ids: await listInSpots(db, question, slice, total), total };
  return { ids: await listWalked(db, question, slice), total };
}

function isFiltered(filters: TaskFilters): boolean {
  return Object.values(filters).some((filter) => filter !== undefined);
}

/** Which of the tasks that the filters name the caller may list. */
export async function reachOf(
  db: Db,
  plane: Plane,
  caller: Caller,
  { deployment_id, env_id }: TaskFilters,
): Promise<Reach> {
  const reach = await plane.reach(db, caller, listing);
  if (reach.kind !== 'granted') return reach;
  // Who may list at a place sees all that is there, so no row has to be asked.
  if (deployment_id) {
    const task = await placeOfDeployment(db, deployment_id);
    const place = task && taskPlace(task);
    const isSeen = place && (await plane.rights(db, caller, [place])).may(listing, place);
    return { kind: isSeen ? 'everything' : 'nothing' };
  }
  const env = env_id && (await readNode(db, env_id));
  if (!env) return reach;
  const place = placeOf(env);
  const rights = await plane.rights(db, caller, [place]);
  return rights.may(listing, place) ? { kind: 'everything' } : reach;
}
