import type { AuditChange, AuditEvent } from '@keywright/sdk';
import { shortTime } from '../parts/times.ts';
import { plainWords } from '../roles/permissions-by-type.ts';
import { counted, joined, type ToldOf } from './told.ts';

type Kind = 'deployment' | 'deployment_task' | 'deployment_webhook' | 'k8s_cluster' | 'helm_chart';

/** Deployments, what is done to them, and what they run on and from. */
export const deploymentSentences: ToldOf<Kind> = {
  'deployment.create': ({ parent_name, deployment_kind, chart }, { target }) =>
    `created the deployment “${target.name}” of the kind ${deployment_kind} in ${parent_name}, from ${chart}`,
  'deployment.update': (changed, { target }) => {
    const it = `the deployment “${changed.name?.from ?? target.name}”`;
    const said = changesOf(changed).map((say, at) => say(at === 0 ? it : undefined));
    return joined(said) || `saved the deployment “${target.name}”`;
  },
  'deployment.delete': ({ parent_name, tokens, grants, is_forced, task_id }, { target }) =>
    `deleted the deployment “${target.name}” of ${parent_name}${wentWithIt(tokens, grants)}${
      is_forced && task_id === null ? ', without waiting for its runner' : ''
    }`,
  'deployment_task.create': ({ deployment_name, operation, action, execute_at, webhook }, event) =>
    `${isLater(execute_at, event) ? 'scheduled' : 'asked for'} ${taskWords(operation, action)} of the deployment “${deployment_name}”${
      isLater(execute_at, event) ? ` for ${shortTime(Date.parse(execute_at))}` : ''
    }${webhook === null ? '' : `, through the webhook “${webhook}”`}`,
  'deployment_task.cancel': ({ deployment_name, operation, reason }) =>
    `canceled ${taskWords(operation, null)} of the deployment “${deployment_name}”${reason === null ? '' : `: ${reason}`}`,
  'deployment_webhook.create': ({ deployment_name, operation }, { target }) =>
    `made the webhook “${target.name}” of the deployment “${deployment_name}”, for ${taskWords(operation, null)}`,
  'deployment_webhook.delete': ({ deployment_name }, { target }) =>
    `deleted the webhook “${target.name}” of the deployment “${deployment_name}”`,
  'k8s_cluster.create': ({ parent_name }, { target }) =>
    `registered the cluster “${target.name}” in ${parent_name}`,
  'k8s_cluster.update': ({ fields, runner }, { target }) =>
    joined([
      runner && `took the cluster “${target.name}” over from ${runner.from}`,
      fields.length > 0 &&
        `changed ${joined(fields.map(plainWords))} of the cluster “${target.name}”`,
    ]) || `saved the cluster “${target.name}”`,
  'k8s_cluster.delete': ({ parent_name }, { target }) =>
    `deleted the cluster “${target.name}” of ${parent_name}`,
  'helm_chart.create': (_, { target }) => `registered the version “${target.name}”`,
};

type Changed = Extract<AuditChange, { action: 'deployment.update' }>['details'];

/** What was changed, one after the other: the first of them names the deployment, the others say “it”. */
function changesOf({ is_enabled, name, chart, cluster, settings = [] }: Changed) {
  const changes: ((named?: string) => string)[] = [];
  if (is_enabled) changes.push((it = 'it') => `${is_enabled.to ? 'enabled' : 'disabled'} ${it}`);
  if (name) changes.push((it = 'it') => `renamed ${it} to “${name.to}”`);
  if (chart) changes.push((it = 'it') => `brought ${it} from ${chart.from} to ${chart.to}`);
  if (cluster) changes.push((it = 'it') => `moved ${it} from ${cluster.from} to ${cluster.to}`);
  if (settings.length > 0) {
    const words = joined(settings.map((one) => settingWords[one]));
    changes.push((it) => (it ? `changed the ${words} of ${it}` : `changed its ${words}`));
  }
  return changes;
}

const settingWords = {
  config: 'inputs',
  values_override: 'overridden values',
  description_md: 'description',
} as const;

function wentWithIt(tokens: number, grants: number): string {
  const went = joined([
    tokens > 0 && counted(tokens, 'token'),
    grants > 0 && counted(grants, 'grant'),
  ]);
  return went && `, with ${went}`;
}

/** "an upgrade", "the action “Set the greeting”". */
function taskWords(operation: string, action: string | null): string {
  if (action !== null) return `the action “${action}”`;
  switch (operation) {
    case 'InvokeAction':
      return 'an action';
    case 'RestartK8sResource':
      return 'a restart';
    default:
      return `${/^[AEIOU]/.test(operation) ? 'an' : 'a'} ${operation.toLowerCase()}`;
  }
}

/** More than a minute after it was asked for. */
const isLater = (executeAt: string, { at }: AuditEvent): boolean =>
  Date.parse(executeAt) - Date.parse(at) > 60_000;
