import { endpoints } from '@keywright/contract';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { clusterTarget } from './cluster-sight.ts';
import { presentCluster, presentClusters } from './present-cluster.ts';
import { countClusters, listClusters } from './queries.ts';

export const listK8sClustersOperation = ({ plane }: DeploymentNeeds) =>
  readOperation(endpoints.listK8sClusters, {
    async run(db, { query, caller, now }) {
      const { slice, answer } = paged(query);
      const reach = await plane.reach(db, caller, 'k8s_cluster.list');
      const question = { reach, env_id: query.env_id, name: query.name };
      const rows = await listClusters(db, question, slice);
      const items = await presentClusters(db, { plane, caller, now }, rows);
      return answer(items, await countClusters(db, question));
    },
  });

export const getK8sClusterOperation = ({ plane }: DeploymentNeeds) =>
  readOperation(endpoints.getK8sCluster, {
    target: (db, { params }) => clusterTarget(db, params.id),
    run: (db, { params, caller, now }) => presentCluster(db, { plane, caller, now }, params.id),
  });
