import type { EndpointName } from '@keywright/contract';
import type { Cast } from './matrix-cast.ts';
import { invoke } from './matrix-deployments.ts';
import {
  freshClaim,
  freshCluster,
  freshDeployment,
  freshTask,
  freshWebhook,
} from './matrix-fresh-deployments.ts';
import {
  adminAlone,
  changesCluster,
  everyone,
  maintains,
  owns,
  readsCluster,
  readsDeployment,
  readsKind,
  registersCluster,
  runs,
  runsTasks,
  whoIsActive,
} from './matrix-outcomes.ts';
import type { Row } from './matrix-row.ts';

const nothing = () => ({});
const params = (id: string) => ({ params: { id } });
const ofFront = ({ deployed }: Cast) => params(deployed.deployment);

export const deploymentRows = {
  listK8sClusters: { ask: nothing, gets: whoIsActive },
  registerK8sCluster: {
    ask: ({ tree, freshName }) => ({ body: { env_id: tree.env, name: freshName() } }),
    gets: registersCluster,
    leaves: ['k8s_cluster.create'],
  },
  getK8sCluster: { ask: ({ deployed }) => params(deployed.cluster), gets: readsCluster },
  updateK8sCluster: {
    ask: ({ deployed, freshName }) => ({
      ...params(deployed.cluster),
      body: { ingress_class: freshName() },
    }),
    gets: changesCluster,
    leaves: ['k8s_cluster.update'],
  },
  deleteK8sCluster: {
    ask: async (cast) => params(await freshCluster(cast)),
    gets: { ...changesCluster, runner: 'forbidden' },
    leaves: ['k8s_cluster.delete'],
  },
  reportK8sCluster: {
    ask: ({ deployed }) => ({ ...params(deployed.cluster), body: { is_ok: true } }),
    gets: runs,
    byRunner: true,
  },
  listK8sResources: { ask: nothing, gets: whoIsActive },
  getK8sResource: { ask: ({ deployed }) => params(deployed.part), gets: readsDeployment },

  listHelmCharts: { ask: nothing, gets: whoIsActive },
  registerHelmChart: {
    ask: ({ tree, freshName }) => ({
      body: { kind_id: tree.kind, image_tag: '2.0.0', image_digest: freshName() },
    }),
    gets: { ...adminAlone, bareBot: 'not_found' },
    leaves: ['helm_chart.create'],
  },
  getHelmChart: { ask: ({ deployed }) => params(deployed.chart), gets: readsKind },

  listDeployments: { ask: nothing, gets: whoIsActive },
  createDeployment: {
    ask: ({ tree, deployed, freshName }) => ({
      body: {
        ...{ name: freshName(), kind_id: tree.kind, cluster_id: deployed.cluster },
        helm_chart_id: deployed.chart,
      },
    }),
    // It sees the cluster.
    gets: { ...owns, runner: 'forbidden' },
    leaves: ['deployment.create'],
  },
  getDeployment: { ask: ofFront, gets: readsDeployment },
  updateDeployment: {
    ask: (cast) => ({ ...ofFront(cast), body: { description_md: cast.freshName() } }),
    gets: maintains,
    leaves: ['deployment.update'],
  },
  deleteDeployment: {
    ask: async (cast) => params(await freshDeployment(cast)),
    gets: owns,
    leaves: ['deployment.delete'],
  },
  listDeploymentActions: { ask: ofFront, gets: readsDeployment },
  issueDeploymentToken: { ask: ofFront, gets: runsTasks, byRunner: true },

  listDeploymentTasks: { ask: nothing, gets: whoIsActive },
  createDeploymentTask: {
    ask: ({ deployed }) => ({
      body: { deployment_id: deployed.deployment, operation: invoke(deployed) },
    }),
    gets: maintains,
    leaves: ['deployment_task.create'],
  },
  getDeploymentTask: {
    ask: async (cast) => params(await freshTask(cast)),
    gets: readsDeployment,
  },
  cancelDeploymentTask: {
    ask: async (cast) => ({ ...params(await freshTask(cast)), body: { reason: 'not now' } }),
    gets: maintains,
    leaves: ['deployment_task.cancel'],
  },
  getDeploymentTaskOutput: {
    ask: async (cast) => params(await freshTask(cast)),
    gets: readsDeployment,
  },
  claimDeploymentTask: {
    ask: ({ deployed }) => ({ ...params(deployed.cluster), body: {} }),
    gets: { ...runs, envUser: 'not_found', envBot: 'not_found' },
    byRunner: true,
  },
  reportTaskProgress: {
    ask: async (cast) => {
      const { task, lease_id } = await freshClaim(cast);
      return { ...params(task), body: { lease_id } };
    },
    gets: runsTasks,
    byRunner: true,
  },
  reportTaskResult: {
    ask: async (cast) => {
      const { task, lease_id } = await freshClaim(cast);
      return { ...params(task), body: { lease_id, outcome: 'Done' } };
    },
    gets: runsTasks,
    byRunner: true,
  },
  listDeploymentWebhooks: { ask: ofFront, gets: readsDeployment },
  createDeploymentWebhook: {
    ask: (cast) => ({
      ...ofFront(cast),
      body: { name: cast.freshName(), operation: invoke(cast.deployed) },
    }),
    gets: maintains,
    leaves: ['deployment_webhook.create'],
  },
  deleteDeploymentWebhook: {
    ask: async (cast) => params(await freshWebhook(cast)),
    gets: maintains,
    leaves: ['deployment_webhook.delete'],
  },
  callDeploymentWebhook: {
    ask: ({ deployed }) => params(deployed.webhook),
    gets: maintains,
    leaves: ['deployment_task.create'],
  },
  jwks: { ask: nothing, gets: everyone },
} satisfies Partial<Record<EndpointName, Row>>;
