import { z } from 'zod';
import { boundedJson } from './clusters.ts';
import {
  createDeploymentWebhook,
  deploymentWebhook,
  deploymentWebhookPage,
  webhookCalled,
  webhookFilters,
} from './deployment-webhooks.ts';
import { endpoint } from './endpoint.ts';
import { deploymentId, deploymentTaskId, deploymentWebhookId, k8sClusterId } from './ids.ts';
import {
  claimAnswer,
  claimDeploymentTask,
  jwks,
  taskProgress,
  taskProgressed,
  taskResult,
} from './task-claims.ts';
import {
  cancelDeploymentTask,
  createDeploymentTask,
  deploymentTask,
  deploymentTaskFilters,
  deploymentTaskPage,
  outputFilters,
  taskOutput,
} from './tasks.ts';

const ofCluster = z.object({ id: k8sClusterId });
const ofDeployment = z.object({ id: deploymentId });
const ofTask = z.object({ id: deploymentTaskId });
const ofWebhook = z.object({ id: deploymentWebhookId });

/** What is done to deployments: History, and what runners need to carry it out. */
export const taskEndpoints = {
  listDeploymentTasks: endpoint({
    method: 'GET',
    path: '/api/v2/deployment-tasks',
    tag: 'Deployment tasks',
    summary: 'Tasks the caller may list, newest first',
    access: { rule: 'active', scope: { somewhere: 'deployment_task.list' } },
    effect: 'read',
    query: deploymentTaskFilters,
    answer: { status: 200, json: deploymentTaskPage },
  }),
  createDeploymentTask: endpoint({
    method: 'POST',
    path: '/api/v2/deployment-tasks',
    tag: 'Deployment tasks',
    summary: 'Invoke an action of a deployment, or restart a part of it',
    description:
      'InvokeAction needs deployment.invoke_action, RestartK8sResource deployment.restart. The other operations come from changing the deployment, and are refused.',
    access: { rule: 'permission', permission: 'deployment.invoke_action' },
    effect: 'change',
    body: createDeploymentTask,
    answer: { status: 201, json: deploymentTask },
    errors: ['conflict'],
  }),
  getDeploymentTask: endpoint({
    method: 'GET',
    path: '/api/v2/deployment-tasks/{id}',
    tag: 'Deployment tasks',
    summary: 'One task',
    access: { rule: 'permission', permission: 'deployment_task.read' },
    effect: 'read',
    params: ofTask,
    answer: { status: 200, json: deploymentTask },
  }),
  cancelDeploymentTask: endpoint({
    method: 'DELETE',
    path: '/api/v2/deployment-tasks/{id}',
    tag: 'Deployment tasks',
    summary: 'Cancel a task that has not started',
    description: 'Whoever asked for it may, and whoever may ask for the same.',
    access: { rule: 'owner', or: 'deployment.invoke_action' },
    effect: 'change',
    params: ofTask,
    body: cancelDeploymentTask,
    answer: { status: 200, json: deploymentTask },
    errors: ['conflict', 'forbidden'],
  }),
  getDeploymentTaskOutput: endpoint({
    method: 'GET',
    path: '/api/v2/deployment-tasks/{id}/output',
    tag: 'Deployment tasks',
    summary: 'What a task printed so far',
    access: { rule: 'permission', permission: 'deployment_task.read' },
    effect: 'read',
    params: ofTask,
    query: outputFilters,
    answer: { status: 200, json: taskOutput },
  }),

  claimDeploymentTask: endpoint({
    method: 'POST',
    path: '/api/v2/k8s-clusters/{id}/claim',
    tag: 'Runners',
    summary: 'Take the next due task of a cluster, for as long as one reports on it',
    description: 'Only for the principal that registered the cluster.',
    access: { rule: 'permission', permission: 'deployment_task.claim' },
    effect: 'change',
    params: ofCluster,
    body: claimDeploymentTask,
    answer: { status: 200, json: claimAnswer },
  }),
  reportTaskProgress: endpoint({
    method: 'POST',
    path: '/api/v2/deployment-tasks/{id}/progress',
    tag: 'Runners',
    summary: 'Keep a claimed task, and add to its output',
    description:
      'Only for the principal that registered the task’s cluster, by the lease it holds.',
    access: { rule: 'permission', permission: 'deployment_task.claim' },
    effect: 'change',
    params: ofTask,
    body: taskProgress,
    answer: { status: 200, json: taskProgressed },
    errors: ['lease_lost'],
  }),
  reportTaskResult: endpoint({
    method: 'POST',
    path: '/api/v2/deployment-tasks/{id}/result',
    tag: 'Runners',
    summary: 'End a claimed task',
    description:
      'Only for the principal that registered the task’s cluster, by the lease it holds. Sent again with the same lease, it answers the same.',
    access: { rule: 'permission', permission: 'deployment_task.claim' },
    effect: 'change',
    params: ofTask,
    body: taskResult,
    answer: { status: 204 },
    errors: ['lease_lost'],
  }),

  listDeploymentWebhooks: endpoint({
    method: 'GET',
    path: '/api/v2/deployments/{id}/webhooks',
    tag: 'Deployment webhooks',
    summary: 'Webhooks of a deployment, by name: addresses that make a task when called',
    access: { rule: 'permission', permission: 'deployment.read' },
    effect: 'read',
    params: ofDeployment,
    query: webhookFilters,
    answer: { status: 200, json: deploymentWebhookPage },
  }),
  createDeploymentWebhook: endpoint({
    method: 'POST',
    path: '/api/v2/deployments/{id}/webhooks',
    tag: 'Deployment webhooks',
    summary: 'Make a webhook: an address that makes a task when called',
    access: { rule: 'permission', permission: 'deployment.update' },
    effect: 'change',
    params: ofDeployment,
    body: createDeploymentWebhook,
    answer: { status: 201, json: deploymentWebhook },
    errors: ['conflict'],
  }),
  deleteDeploymentWebhook: endpoint({
    method: 'DELETE',
    path: '/api/v2/deployment-webhooks/{id}',
    tag: 'Deployment webhooks',
    summary: 'Delete a webhook: its address answers 404 from then on',
    access: { rule: 'permission', permission: 'deployment.update' },
    effect: 'change',
    params: ofWebhook,
    answer: { status: 204 },
  }),
  callDeploymentWebhook: endpoint({
    method: 'POST',
    path: '/api/v2/deployment-webhooks/{id}',
    tag: 'Deployment webhooks',
    summary: 'Call a webhook, which makes its task',
    description:
      'Besides the usual ways, the token may come as the password of HTTP Basic. The sender’s delivery id (webhook-id, x-github-delivery, x-gitlab-event-uuid or idempotency-key) makes the call idempotent. Rights are those the task itself needs.',
    access: { rule: 'permission', permission: 'deployment.invoke_action' },
    effect: 'change',
    takesBasic: true,
    params: ofWebhook,
    body: boundedJson(200_000).optional(),
    answer: { status: 200, json: webhookCalled },
    errors: ['conflict'],
  }),

  jwks: endpoint({
    method: 'GET',
    path: '/.well-known/jwks.json',
    tag: 'Server',
    summary: 'The keys that signed statements are checked with (RFC 7517)',
    access: { rule: 'public' },
    effect: 'read',
    answer: { status: 200, json: jwks },
  }),
} as const;
