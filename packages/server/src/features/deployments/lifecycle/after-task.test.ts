import type { DeploymentTaskId, K8sClusterId, TaskOperationName } from '@keywright/contract';
import { expect, test } from 'vitest';
import { afterTask, type EndedTask, type Wanted } from './after-task.ts';

const here = 'here' as K8sClusterId;
const elsewhere = 'elsewhere' as K8sClusterId;
const id = 'task' as DeploymentTaskId;

const standings: Record<string, Wanted> = {
  enabled: { cluster_id: here, is_enabled: 1, deleting_at: null },
  disabled: { cluster_id: here, is_enabled: 0, deleting_at: null },
  'about to be deleted': { cluster_id: here, is_enabled: 1, deleting_at: 1 },
  'disabled and about to be deleted': { cluster_id: here, is_enabled: 0, deleting_at: 1 },
};

const done = (operation_name: TaskOperationName, cluster_id = here): EndedTask => ({
  ...{ id, operation_name, cluster_id, outcome: 'Done', reason: null },
});
const failed = (operation_name: TaskOperationName): EndedTask => ({
  ...done(operation_name),
  outcome: 'Failed',
  reason: 'No space left.',
});

const unchanged = { kind: 'unchanged' };
const running = { kind: 'changed', status: 'Running', reason: null, revision_id: id };
const broken = { kind: 'changed', status: 'Error', reason: 'No space left.' };
const gone = { kind: 'changed', status: 'Uninstalled', reason: null, revision_id: null };
const forgotten = { kind: 'forgotten' };

const installing = ['Install', 'Upgrade', 'Reinstall', 'Recreate'] as const;
const table: [EndedTask, Record<keyof typeof standings, object>][] = [
  ...installing.map((name): [EndedTask, Record<string, object>] => [
    done(name),
    { enabled: running },
  ]),
  ...installing.map((name): [EndedTask, Record<string, object>] => [
    failed(name),
    { enabled: broken },
  ]),
  [
    done('Uninstall'),
    {
      disabled: gone,
      'about to be deleted': forgotten,
      'disabled and about to be deleted': forgotten,
    },
  ],
  [
    failed('Uninstall'),
    {
      disabled: broken,
      'about to be deleted': broken,
      'disabled and about to be deleted': broken,
    },
  ],
  // What it left is not where the deployment stands.
  [done('Uninstall', elsewhere), {}],
  [done('Upgrade', elsewhere), {}],
  [done('InvokeAction'), {}],
  [failed('InvokeAction'), {}],
  [done('RestartK8sResource'), {}],
  [failed('RestartK8sResource'), {}],
];

const cases = table.flatMap(([task, makes]) =>
  Object.entries(standings).map(([standing, deployment]) => {
    const { operation_name, outcome, cluster_id } = task;
    const says = `${operation_name} ${outcome} ${cluster_id}, ${standing}`;
    return { says, task, deployment, makes: makes[standing] ?? unchanged };
  }),
);

test.each(cases)('$says', ({ task, deployment, makes }) => {
  expect(afterTask(task, deployment)).toEqual(makes);
});
