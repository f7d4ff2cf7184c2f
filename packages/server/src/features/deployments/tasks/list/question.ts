import type {
  DeploymentId,
  DeploymentKindId,
  EnvId,
  endpoints,
  QueryOf,
} from '@keywright/contract';
import type { Reach } from '../../../../storage/reach.ts';

export type TaskFilters = Omit<
  QueryOf<typeof endpoints.listDeploymentTasks>,
  'page' | 'per_page' | 'page_size'
>;

export interface TaskQuestion {
  readonly filters: TaskFilters;
  readonly reach: Reach;
}

/**
 * Where all tasks are visible through a grant: in an env, those of one kind in it, those on one deployment of it, or
 * (without an env: on the whole site) those of one kind.
 */
export interface Spot {
  readonly env_id: EnvId | null;
  readonly kind_id: DeploymentKindId | null;
  readonly deployment_id: DeploymentId | null;
}
