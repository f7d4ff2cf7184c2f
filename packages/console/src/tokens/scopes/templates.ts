import type { ExpiryChoice } from '../expiry.ts';
import { newScopeRow, type ScopeRow } from './scope-row.ts';

type Chosen = NonNullable<ScopeRow['entity']>;

/** A common use of a scoped token: what it asks for, and the scopes that follow. */
export interface Template {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  /** The type of the one thing that is still to be chosen. */
  readonly asks: 'channel' | 'project' | 'deployment';
  readonly question: string;
  readonly life: ExpiryChoice;
  readonly rows: (chosen: Chosen) => ScopeRow[];
}

const on = (entity: Chosen, type: string, ...operations: string[]) =>
  newScopeRow({ type, entity, operations });
const within = (project: Chosen, type: string, ...operations: string[]) =>
  newScopeRow({ type, project, operations });

export const templates: readonly Template[] = [
  {
    id: 'publish',
    label: 'Publish to one channel for 24 hours',
    about: 'For a device or script that sends messages to one channel, and does nothing else.',
    asks: 'channel',
    question: 'Which channel',
    life: '24h',
    rows: (channel) => [on(channel, 'channel', 'publish')],
  },
  {
    id: 'subscribe',
    label: 'Listen to one channel for 30 days',
    about: 'For a program that receives the messages of one channel.',
    asks: 'channel',
    question: 'Which channel',
    life: '30d',
    rows: (channel) => [on(channel, 'channel', 'subscribe')],
  },
  {
    id: 'read_project',
    label: 'Look at one project, change nothing',
    about: 'For a dashboard or report: envs, deployments, tasks, channels and the rest, read-only.',
    asks: 'project',
    question: 'Which project',
    life: '90d',
    rows: (project) => [
      on(project, 'project', 'read'),
      ...['env', 'deployment', 'deployment_task', 'k8s_cluster'].map((type) =>
        within(project, type, 'read', 'list'),
      ),
      ...['channel', 'client', 'group', 'dashboard'].map((type) =>
        within(project, type, 'read', 'list'),
      ),
    ],
  },
  {
    id: 'deploy_project',
    label: 'Deploy in the envs of one project (CI)',
    about: 'For a pipeline that makes, updates and restarts deployments, and watches their tasks.',
    asks: 'project',
    question: 'Which project',
    life: '90d',
    rows: (project) => [
      within(project, 'deployment', 'create', 'read', 'list', 'update', 'restart'),
      within(project, 'deployment_task', 'read', 'list'),
      within(project, 'env', 'read', 'list'),
      within(project, 'k8s_cluster', 'read', 'list'),
      ...catalogue(),
    ],
  },
  {
    id: 'deploy_one',
    label: 'Update and restart one deployment (CI)',
    about: 'For the pipeline of one service: it cannot touch the deployment beside it.',
    asks: 'deployment',
    question: 'Which deployment',
    life: '90d',
    rows: (deployment) => [
      on(deployment, 'deployment', 'read', 'update', 'restart', 'invoke_action'),
      ...catalogue(),
    ],
  },
];

/** What everybody may look up, and an update needs: the versions that there are. */
const catalogue = (): ScopeRow[] => [
  newScopeRow({ type: 'helm_chart', operations: ['read', 'list'] }),
  newScopeRow({ type: 'deployment_kind', operations: ['read', 'list'] }),
];
