import type { DeploymentTask } from '@keywright/sdk';
import * as named from '../names/look-up.ts';
import { quiet, state, text } from '../output/cell.ts';
import type { Column } from '../output/table.ts';
import { when } from '../output/times.ts';
import { listCommand } from '../program/list-command.ts';

const columns: readonly Column<DeploymentTask>[] = [
  { title: 'ID', of: ({ id }) => quiet(id), least: 'whole' },
  { title: 'WHEN', of: ({ created_at }) => when(created_at), least: 8 },
  { title: 'DEPLOYMENT', of: ({ deployment }) => text(deployment.name) },
  { title: 'WHAT', of: ({ operation }) => text(Object.keys(operation)[0]), least: 7 },
  { title: 'STATUS', of: ({ status }) => state(status), least: 'whole' },
  { title: 'WHO', of: ({ actor }) => text(actor.name), least: 6 },
];

/** `keywright history`: what was done to deployments. */
export const group = () =>
  listCommand('history', {
    endpoint: 'listDeploymentTasks',
    summary: 'What was done to deployments, newest first',
    filters: {
      deployment_id: {
        flags: '--deployment <deployment>',
        says: 'of this deployment',
        lookUp: named.deployment,
      },
      env_id: { flags: '--env <env>', says: 'in this env', lookUp: named.env },
      kind_id: {
        flags: '--kind <kind>',
        says: 'of this deployment kind',
        lookUp: named.deploymentKind,
      },
      cluster_id: { flags: '--cluster <cluster>', says: 'in this cluster', lookUp: named.cluster },
      acting_user_id: {
        flags: '--user <user>',
        says: 'asked for by this person',
        lookUp: named.user,
      },
      acting_bot_id: {
        flags: '--service-account <account>',
        says: 'asked for by this service account',
        lookUp: named.serviceAccount,
      },
      acting_deployment_id: {
        flags: '--by-deployment <deployment>',
        says: 'asked for by this deployment',
        lookUp: named.deployment,
      },
      actor_kind: {
        flags: '--actor-kind <kind>',
        says: 'asked for by one of this kind',
        choices: ['user', 'service_account', 'deployment'],
      },
      credential_id: {
        flags: '--credential <id>',
        says: 'the session or token they came with',
      },
      operation: { flags: '--operation <operation>', says: 'such as Install or InvokeAction' },
      status: {
        flags: '--status <status>',
        says: 'in this status',
        choices: ['Pending', 'Started', 'Failed', 'Canceled', 'Done'],
      },
      since: { flags: '--since <when>', says: 'at this date or time, or later' },
      until: { flags: '--until <when>', says: 'before this date or time' },
    },
    columns,
    empty: 'Nothing was done to deployments that you may list.',
  });
