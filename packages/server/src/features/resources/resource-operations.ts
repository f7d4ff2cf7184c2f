import type { EndpointName } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import type { Operation } from '../../request/operation.ts';
import { createEnvOperation } from './create-env.ts';
import { createOrganizationOperation, type MakeFirstAdmin } from './create-organization.ts';
import { createProjectOperation } from './create-project.ts';
import {
  deleteEnvOperation,
  deleteOrganizationOperation,
  deleteProjectOperation,
  type HangingIn,
} from './deletion/delete-node.ts';
import { createDeploymentKindOperation } from './deployment-kinds/create-kind.ts';
import { deleteDeploymentKindOperation } from './deployment-kinds/delete-kind.ts';
import {
  getDeploymentKindOperation,
  listDeploymentKindsOperation,
} from './deployment-kinds/read-kinds.ts';
import { updateDeploymentKindOperation } from './deployment-kinds/update-kind.ts';
import { getEnvOperation, getOrganizationOperation, getProjectOperation } from './get-node.ts';
import {
  listEnvsOperation,
  listOrganizationsOperation,
  listProjectsOperation,
} from './lists/list-resources.ts';
import type { DropLostByMove, LostByMove } from './move/move-effect.ts';
import { moveProjectOperation } from './move/move-project.ts';
import { updateOrganizationOperation, updateProjectOperation } from './rename-node.ts';
import { updateEnvOperation } from './update-env.ts';

/** What the tree needs of who knows grants, service accounts and deployments. */
export interface ResourceNeeds extends HangingIn {
  readonly plane: Plane;
  readonly makeFirstAdmin: MakeFirstAdmin;
  readonly lostByMove: LostByMove;
  readonly dropLostByMove: DropLostByMove;
}

/** The operations on organizations, projects, envs and deployment kinds. */
export function resourceOperations(needs: ResourceNeeds) {
  const { plane, makeFirstAdmin } = needs;
  return {
    listOrganizations: listOrganizationsOperation(plane),
    createOrganization: createOrganizationOperation(plane, makeFirstAdmin),
    getOrganization: getOrganizationOperation(plane),
    updateOrganization: updateOrganizationOperation(plane),
    deleteOrganization: deleteOrganizationOperation(needs),
    listProjects: listProjectsOperation(plane),
    createProject: createProjectOperation(plane),
    getProject: getProjectOperation(plane),
    updateProject: updateProjectOperation(plane),
    moveProject: moveProjectOperation(plane, needs),
    deleteProject: deleteProjectOperation(needs),
    listEnvs: listEnvsOperation(plane),
    createEnv: createEnvOperation(plane),
    getEnv: getEnvOperation(plane),
    updateEnv: updateEnvOperation(plane),
    deleteEnv: deleteEnvOperation(needs),
    listDeploymentKinds: listDeploymentKindsOperation(plane),
    createDeploymentKind: createDeploymentKindOperation(plane),
    getDeploymentKind: getDeploymentKindOperation(plane),
    updateDeploymentKind: updateDeploymentKindOperation(plane),
    deleteDeploymentKind: deleteDeploymentKindOperation(),
  } satisfies Partial<Record<EndpointName, Operation>>;
}
