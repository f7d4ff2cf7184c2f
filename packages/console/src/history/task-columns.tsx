import type { DeploymentTask } from '@keywright/sdk';
import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { addressOf } from '../deployments/deployment-link.tsx';
import type { Column } from '../parts/list-table.tsx';
import { ActorLine, CredentialName } from './actor-line.tsx';
import classes from './task-columns.module.css';
import { TaskStatusCell } from './task-status.tsx';
import { TaskWhen } from './task-timing.tsx';
import { taskWords } from './task-words.ts';

/** What a History may show of each task; what is the same in all its rows is left out. */
export const taskColumns = {
  task: { header: 'Task', isName: true, cell: (task) => <TaskLink task={task} /> },
  deployment: {
    header: 'Deployment',
    cell: (task) => (
      <div className={classes.deployment}>
        <TaskDeployment task={task} />
      </div>
    ),
  },
  actor: {
    header: 'Who',
    cell: ({ actor }) => (
      <div className={classes.who}>
        <ActorLine actor={actor} />
      </div>
    ),
  },
  credential: {
    header: 'With',
    cell: ({ actor }) => (
      <div className={classes.credential}>
        <CredentialName {...actor} />
      </div>
    ),
  },
  status: { header: 'Status', cell: (task) => <TaskStatusCell task={task} /> },
  when: { header: 'When', cell: (task) => <TaskWhen task={task} /> },
} as const satisfies Record<string, Column<DeploymentTask>>;

/** Opens its details beside the list; a link, so that they can be sent to somebody. */
function TaskLink({ task }: { readonly task: DeploymentTask }) {
  const search = (now: Record<string, unknown>) => ({ ...now, task: task.id });
  return (
    <Anchor
      size="sm"
      fw={600}
      className={classes.task ?? ''}
      renderRoot={(props) => (
        // The router types the address of each page by itself; these details belong to no one page.
        <Link to="." search={search as never} resetScroll={false} {...props} />
      )}
    >
      {taskWords(task)}
    </Anchor>
  );
}

/** What it was done to, by the name it had then. */
export function TaskDeployment({ task }: { readonly task: DeploymentTask }) {
  const { deployment, kind, env } = task;
  const address = addressOf({ id: deployment.id, kind_id: kind.id, env_id: env.id });
  return (
    <Stack gap={0} miw={0} align="flex-start">
      {deployment.is_gone ? (
        <Text size="sm" fw={600}>
          {deployment.name}
        </Text>
      ) : (
        <Anchor size="sm" fw={600} renderRoot={(props) => <Link {...address} {...props} />}>
          {deployment.name}
        </Anchor>
      )}
      <Text size="sm" c="dimmed">
        {kind.name} in {env.name}
        {deployment.is_gone && ', deleted since'}
      </Text>
    </Stack>
  );
}
