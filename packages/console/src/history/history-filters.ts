import type { TaskOperationName, TaskStatus } from '@keywright/sdk';
import { pageIn, textIn, wordIn } from '../address.ts';
import { startOfDay } from '../parts/times.ts';
import { isUuid } from '../parts/uuid.ts';
import type { DeploymentTaskFilters } from '../queries/deployment-tasks.ts';
import { operations, statuses } from './task-words.ts';

/** What may stand in the address of a History, under the API's own names. Days are the reader's own. */
export const historyNames = [
  ...(['acting_user_id', 'acting_bot_id', 'acting_deployment_id', 'actor_kind'] as const),
  ...(['operation', 'status', 'since', 'until', 'page'] as const),
] as const;

export interface HistorySearch {
  readonly acting_user_id?: string | undefined;
  readonly acting_bot_id?: string | undefined;
  readonly acting_deployment_id?: string | undefined;
  readonly actor_kind?: ActorKind | undefined;
  readonly operation?: TaskOperationName | undefined;
  readonly status?: TaskStatus | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export const actorKinds = ['user', 'service_account', 'deployment'] as const;
type ActorKind = (typeof actorKinds)[number];

type Raw = Record<string, unknown>;

export const historySearchIn = (raw: Raw): HistorySearch => ({
  acting_user_id: idIn(raw, 'acting_user_id'),
  acting_bot_id: idIn(raw, 'acting_bot_id'),
  acting_deployment_id: idIn(raw, 'acting_deployment_id'),
  actor_kind: wordIn(raw, 'actor_kind', actorKinds),
  operation: wordIn(raw, 'operation', operations),
  status: wordIn(raw, 'status', statuses),
  since: dayIn(raw, 'since'),
  until: dayIn(raw, 'until'),
});

export function historyQueryOf(raw: Raw): DeploymentTaskFilters {
  const { since, until, ...search } = historySearchIn(raw);
  return {
    per_page: 25,
    page: pageIn(raw),
    ...search,
    since: since && startOfDay(since, 0),
    until: until && startOfDay(until, 1),
  };
}

/** What anyone may type into an address, and no server would take, is left out. */
function idIn(raw: Raw, name: string): string | undefined {
  const text = textIn(raw, name);
  return text && isUuid(text) ? text : undefined;
}

function dayIn(raw: Raw, name: string): string | undefined {
  const text = textIn(raw, name);
  return text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
    ? text
    : undefined;
}
