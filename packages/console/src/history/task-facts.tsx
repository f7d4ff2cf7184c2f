import type { DeploymentTask, TaskActor } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { principalWords } from '../grants/principal-words.ts';
import { CopyableId } from '../parts/copyable-id.tsx';
import { Facts } from '../parts/facts.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { ToneWord } from '../parts/state-word.tsx';
import { shortTime } from '../parts/times.ts';
import { ActorLine } from './actor-line.tsx';
import { TaskDeployment } from './task-columns.tsx';
import { TaskDuration } from './task-timing.tsx';
import { statusTones } from './task-words.ts';

type Fact = readonly [string, ReactNode];

/** What it was, who asked for it, how it went and when. */
export function TaskFacts({ task }: { readonly task: DeploymentTask }) {
  const { reason, actor, canceled_by, attempts, webhook_id } = task;
  const facts: readonly (Fact | false)[] = [
    ['Status', <Status key="status" task={task} />],
    reason !== null && ['Reason', <Said key="reason" text={reason} />],
    canceled_by !== null && ['Canceled by', <ActorLine key="canceled" actor={canceled_by} />],
    ['Deployment', <Named key="on" task={task} />],
    ['Asked for by', <ActorLine key="actor" actor={actor} />],
    ...idsOf(actor),
    webhook_id !== null && [
      'Through webhook',
      <CopyableId key="webhook" id={webhook_id} label="webhook id" />,
    ],
    ...timesOf(task),
    attempts > 1 && ['Attempts', `${attempts}: its runner was lost before`],
    ['Cluster id', <CopyableId key="cluster" id={task.cluster_id} label="cluster id" />],
    ['Task id', <CopyableId key="id" id={task.id} label="task id" />],
  ];
  return <Facts facts={facts.filter((fact) => fact !== false)} />;
}

function idsOf({ kind, id, credential }: TaskActor): readonly Fact[] {
  const who = `${principalWords[kind].word} id`;
  const what = credential.kind === 'session' ? 'Session id' : 'Token id';
  return [
    [who, <CopyableId key="who" id={id} label={who.toLowerCase()} />],
    [what, <CopyableId key="what" id={credential.id} label={what.toLowerCase()} />],
  ];
}

function timesOf(task: DeploymentTask): readonly (Fact | false)[] {
  const { status, created_at, execute_at, started_at, finished_at } = task;
  const isLater = Date.parse(execute_at) - Date.parse(created_at) > 1000;
  return [
    ['Asked for', <At key="asked" at={created_at} />],
    isLater && ['Scheduled for', <At key="scheduled" at={execute_at} />],
    started_at !== null && [
      status === 'Pending' ? 'Last tried' : 'Started',
      <At key="started" at={started_at} />,
    ],
    finished_at !== null && ['Ended', <At key="ended" at={finished_at} />],
    started_at !== null &&
      status !== 'Pending' && ['Took', <TaskDuration key="took" task={task} />],
  ];
}

const Status = ({ task: { status } }: { readonly task: DeploymentTask }) => (
  <ToneWord tone={statusTones[status]}>{status}</ToneWord>
);

const At = ({ at }: { readonly at: string }) => (
  <>
    {shortTime(Date.parse(at))}{' '}
    <Text span size="sm" c="dimmed">
      (<RelativeTime at={at} />)
    </Text>
  </>
);

const Said = ({ text }: { readonly text: string }) => (
  <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
    {text}
  </Text>
);

function Named({ task }: { readonly task: DeploymentTask }) {
  return (
    <Stack gap={2} align="flex-start">
      <TaskDeployment task={task} />
      <CopyableId id={task.deployment.id} label="deployment id" />
    </Stack>
  );
}
