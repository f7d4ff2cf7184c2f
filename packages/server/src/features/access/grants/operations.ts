import type { Plane } from '../../../plane/plane.ts';
import { createGrantOperation } from './create-grant.ts';
import { deleteGrantOperation } from './delete-grant.ts';
import { getGrantOperation } from './get-grant.ts';
import { listGrantsOperation } from './lists/list-grants.ts';
import {
  createDeploymentPermissionOperation,
  deleteDeploymentPermissionOperation,
  getDeploymentPermissionOperation,
  listDeploymentPermissionsOperation,
} from './platz/deployment-permissions.ts';
import {
  createEnvUserPermissionOperation,
  deleteEnvUserPermissionOperation,
  getEnvUserPermissionOperation,
  listEnvUserPermissionsOperation,
} from './platz/env-user-permissions.ts';
import { listMembersOperation } from './principals/list-members.ts';
import { listPrincipalsOperation } from './principals/list-principals.ts';

/** All operations on grants, by the names of their endpoints. */
export function grantOperations(plane: Plane) {
  return {
    listGrants: listGrantsOperation(plane),
    createGrant: createGrantOperation(plane),
    getGrant: getGrantOperation(plane),
    deleteGrant: deleteGrantOperation(plane),
    listMembers: listMembersOperation(plane),
    listPrincipals: listPrincipalsOperation(plane),
    listEnvUserPermissions: listEnvUserPermissionsOperation(plane),
    createEnvUserPermission: createEnvUserPermissionOperation(plane),
    getEnvUserPermission: getEnvUserPermissionOperation(),
    deleteEnvUserPermission: deleteEnvUserPermissionOperation(plane),
    listDeploymentPermissions: listDeploymentPermissionsOperation(plane),
    createDeploymentPermission: createDeploymentPermissionOperation(plane),
    getDeploymentPermission: getDeploymentPermissionOperation(),
    deleteDeploymentPermission: deleteDeploymentPermissionOperation(plane),
  };
}
