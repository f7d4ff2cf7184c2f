import { endpoints } from '@keywright/contract';
import { readOperation } from '../../../../request/operation.ts';
import { paged } from '../../../../request/paging.ts';
import type { DeploymentNeeds } from '../../handed-in.ts';
import { readDeployments } from '../../queries.ts';
import { presentDeployments } from '../present-deployment.ts';
import { countDeployments, listDeployments } from './queries.ts';

export const listDeploymentsOperation = ({ plane }: DeploymentNeeds) =>
  readOperation(endpoints.listDeployments, {
    async run(db, { query, caller }) {
      const { slice, answer } = paged(query);
      const reach = await plane.reach(db, caller, 'deployment.list');
      const question = { reach, filters: query };
      const total = await countDeployments(db, question);
      const ids = await listDeployments(db, question, slice, total);
      const rows = await readDeployments(db, ids);
      return answer(await presentDeployments(db, { plane, caller }, rows), total);
    },
  });
