import type { DeploymentTask } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { RelativeTime } from '../parts/relative-time.tsx';
import { durationWords } from '../parts/times.ts';
import { isScheduled } from './task-words.ts';

/** When it was asked for, and how long it took, takes so far, or is still to wait. */
export function TaskWhen({ task }: { readonly task: DeploymentTask }) {
  return (
    <Stack gap={0}>
      <Text size="sm">
        <RelativeTime at={task.created_at} />
      </Text>
      <Text size="sm" c="dimmed">
        <Progress task={task} />
      </Text>
    </Stack>
  );
}

function Progress({ task }: { readonly task: DeploymentTask }) {
  const { status, execute_at, started_at } = task;
  if (isScheduled(task, Date.now())) {
    return (
      <span style={{ whiteSpace: 'nowrap' }}>
        due <RelativeTime at={execute_at} />
      </span>
    );
  }
  if (status === 'Pending') return 'waits for its runner';
  if (started_at === null) return null;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {status !== 'Started' && 'took '}
      <TaskDuration task={task} />
    </span>
  );
}

/** "45 s", counting on while it runs. */
export function TaskDuration({ task }: { readonly task: DeploymentTask }) {
  const { status, started_at, finished_at } = task;
  const now = useNow(status === 'Started');
  if (started_at === null) return null;
  const ms = (finished_at === null ? now : Date.parse(finished_at)) - Date.parse(started_at);
  return finished_at === null ? (
    // Each second anew: not to be read out.
    <span role="timer" aria-live="off" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {durationWords(Math.floor(Math.max(0, ms) / 1000) * 1000)} so far
    </span>
  ) : (
    durationWords(ms)
  );
}

function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isRunning) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
