import { type DeploymentPermission, endpoints } from '@keywright/contract';
import type { Plane } from '../../../../plane/plane.ts';
import { changeOperation, readOperation } from '../../../../request/operation.ts';
import { paged } from '../../../../request/paging.ts';
import { takeBack } from '../delete-grant.ts';
import { envTarget, grantInFace, listFace, lockInFace, readInFace } from './asked-of-face.ts';
import { deploymentUsers, nameIn, type Shown, shownGrant, shownRow } from './face.ts';

function present({ common, roleId, kindId }: Shown): DeploymentPermission {
  if (kindId === null) throw new Error('A grant of no deployment kind is in the list of those.');
  return { ...common, kind_id: kindId, role: nameIn(deploymentUsers, roleId) };
}

export const listDeploymentPermissionsOperation = (plane: Plane) =>
  readOperation(endpoints.listDeploymentPermissions, {
    async run(db, asked) {
      const { rows, total } = await listFace(db, plane, deploymentUsers, asked);
      return paged(asked.query).answer(rows.map(shownRow).map(present), total);
    },
  });

export const getDeploymentPermissionOperation = () =>
  readOperation(endpoints.getDeploymentPermission, {
    target: (db, asked) => readInFace(db, deploymentUsers, asked),
    run: async (_db, _asked, row) => present(shownRow(row)),
  });

export const createDeploymentPermissionOperation = (plane: Plane) =>
  changeOperation(endpoints.createDeploymentPermission, {
    target: (tx, { body }) => envTarget(tx, body.env_id),
    async run(tx, asked, env) {
      const { grant, audit } = await grantInFace(tx, plane, deploymentUsers, asked, env);
      return { output: present(shownGrant(grant)), audit };
    },
  });

export const deleteDeploymentPermissionOperation = (plane: Plane) =>
  changeOperation(endpoints.deleteDeploymentPermission, {
    target: (tx, asked) => lockInFace(tx, deploymentUsers, asked),
    run: (tx, { caller, now }, row) => takeBack(tx, plane, caller, row, now),
  });
