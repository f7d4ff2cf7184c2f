import type { Case } from './cases.ts';
import type { DataSet } from './data-set.ts';

const tasks = '/api/v2/deployment-tasks';
const deployments = '/api/v2/deployments';

/** History by each of its filters, and what stands around it. */
export function casesOfHistory({ questions, tree, deployed }: DataSet): Case[] {
  const { holders, holderIds, days } = questions;
  const [busy = '', usual = ''] = [deployed.deploymentIds[0], deployed.deploymentIds[1]];
  const [bot = '', kind = ''] = [tree.accountIds[0], tree.kindIds[0]];
  const [env = '', cluster = ''] = [tree.envIds[1], deployed.clusterIds[1]];
  const since = new Date(days.since).toISOString();
  const until = new Date(days.until).toISOString();
  const filters: readonly (readonly [string, string])[] = [
    ['all', ''],
    ['of a deployment', `deployment_id=${usual}`],
    ['of the busiest deployment', `deployment_id=${busy}`],
    ['of the busiest deployment, failed', `deployment_id=${busy}&status=Failed`],
    ['of an env', `env_id=${env}`],
    ['of a cluster', `cluster_id=${cluster}`],
    ['of a kind', `kind_id=${kind}`],
    ['by a person', `acting_user_id=${holderIds.many}`],
    ['by the busiest bot', `acting_bot_id=${bot}`],
    ['by the busiest bot, failed', `acting_bot_id=${bot}&status=Failed`],
    ['by a deployment', `acting_deployment_id=${deployed.deploymentIds[9]}`],
    ['by deployments', 'actor_kind=deployment'],
    ['by a token', `credential_id=${bot}`],
    ['uninstalls', 'operation=Uninstall'],
    ['pending', 'status=Pending'],
    ['failed', 'status=Failed'],
    ['two days', `since=${since}&until=${until}`],
    ['page 100', 'page=100'],
  ];
  return [
    ...filters.map(([title, query]) => ({ title: `history: ${title}`, path: `${tasks}?${query}` })),
    { title: 'history: all, 3 grants', path: tasks, secret: holders.three },
    { title: 'history: all, 10,000 grants', path: tasks, secret: holders.many },
    { title: 'history: all, one large organization', path: tasks, secret: holders.admin },
    {
      title: 'history: failed, 10,000 grants',
      path: `${tasks}?status=Failed`,
      secret: holders.many,
    },
    { title: 'deployments: all', path: deployments },
    { title: 'deployments: of an env', path: `${deployments}?env_id=${env}` },
    { title: 'deployments: with errors', path: `${deployments}?status=Error` },
    { title: 'deployments: 3 grants', path: deployments, secret: holders.three },
    { title: 'deployments: 10,000 grants', path: deployments, secret: holders.many },
  ];
}
