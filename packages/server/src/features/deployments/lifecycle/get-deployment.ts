import { endpoints } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import { readOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { readDeployments } from '../queries.ts';
import { presentDeployments } from './present-deployment.ts';

export const getDeploymentOperation = ({ plane }: DeploymentNeeds) =>
  readOperation(endpoints.getDeployment, {
    async target(db, { params }) {
      const [row] = await readDeployments(db, [params.id]);
      return row && { row, resource: placeOf(row) };
    },
    async run(db, { caller }, row) {
      const [deployment] = await presentDeployments(db, { plane, caller }, [row]);
      if (!deployment) throw new Problem('internal');
      return deployment;
    },
  });
