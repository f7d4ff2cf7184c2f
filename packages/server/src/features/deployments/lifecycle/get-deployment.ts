import { type DeploymentId, endpoints } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import { readOperation } from '../../../request/operation.ts';
import type { Db } from '../../../storage/storage.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { readDeployments } from '../queries.ts';
import { presentOne } from './present-deployment.ts';

/** A deployment as what is decided on; undefined: it is not there. */
export async function deploymentTarget(db: Db, id: DeploymentId) {
  const [row] = await readDeployments(db, [id]);
  return row && { row, resource: placeOf(row) };
}

export const getDeploymentOperation = ({ plane }: DeploymentNeeds) =>
  readOperation(endpoints.getDeployment, {
    target: (db, { params }) => deploymentTarget(db, params.id),
    run: (db, { caller, params }) => presentOne(db, { plane, caller }, params.id),
  });
