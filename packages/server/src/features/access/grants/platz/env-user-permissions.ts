import { type EnvUserPermission, endpoints } from '@keywright/contract';
import type { Plane } from '../../../../plane/plane.ts';
import { changeOperation, readOperation } from '../../../../request/operation.ts';
import { paged } from '../../../../request/paging.ts';
import { takeBack } from '../delete-grant.ts';
import { envTarget, grantInFace, listFace, lockInFace, readInFace } from './asked-of-face.ts';
import { envUsers, nameIn, type Shown, shownGrant, shownRow } from './face.ts';

const present = ({ common, roleId }: Shown): EnvUserPermission => ({
  ...common,
  role: nameIn(envUsers, roleId),
});

export const listEnvUserPermissionsOperation = (plane: Plane) =>
  readOperation(endpoints.listEnvUserPermissions, {
    async run(db, asked) {
      const { rows, total } = await listFace(db, plane, envUsers, asked);
      return paged(asked.query).answer(rows.map(shownRow).map(present), total);
    },
  });

export const getEnvUserPermissionOperation = () =>
  readOperation(endpoints.getEnvUserPermission, {
    target: (db, asked) => readInFace(db, envUsers, asked),
    run: async (_db, _asked, row) => present(shownRow(row)),
  });

export const createEnvUserPermissionOperation = (plane: Plane) =>
  changeOperation(endpoints.createEnvUserPermission, {
    target: (tx, { body }) => envTarget(tx, body.env_id),
    async run(tx, asked, env) {
      const { grant, audit } = await grantInFace(tx, plane, envUsers, asked, env);
      return { output: present(shownGrant(grant)), audit };
    },
  });

export const deleteEnvUserPermissionOperation = (plane: Plane) =>
  changeOperation(endpoints.deleteEnvUserPermission, {
    target: (tx, asked) => lockInFace(tx, envUsers, asked),
    run: (tx, { caller, now }, row) => takeBack(tx, plane, caller, row, now),
  });
