import type { DeploymentId, DeploymentKindId, ResourceId } from '@keywright/contract';
import type { Resource } from '../../../plane/decide.ts';
import { pathOf } from '../../../plane/tree/node.ts';

/** A task as far as it says where it was done; `env_id` and what stands above it as the tree has them now. */
interface Done {
  readonly deployment_id: DeploymentId;
  readonly kind_id: DeploymentKindId;
  readonly env_id: ResourceId | null;
  readonly project_id: ResourceId | null;
  readonly organization_id: ResourceId | null;
}

/** Where a task is decided on: at its deployment, even one that is gone. Of an env that is gone, at the site. */
export function taskPlace(task: Done): Resource {
  const { deployment_id: id, kind_id: kindId } = task;
  return { type: 'deployment_task', id, path: pathOf({ ...task, id }), kindId };
}
