import type { DeploymentTask } from '@keywright/sdk';
import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { taskOutputQuery } from '../queries/deployment-tasks.ts';
import classes from './task-output.module.css';

/** What the task's command printed, which is followed while it runs. */
export function TaskOutput({ task }: { readonly task: DeploymentTask }) {
  const { id, status } = task;
  const hasBegun = task.first_attempted_at !== null;
  const output = useQuery({ ...taskOutputQuery(id, status), enabled: hasBegun });
  if (!hasBegun) return null;
  const { data, error } = output;
  return (
    <Stack component="section" gap="sm" aria-labelledby="task-output">
      <Group gap="sm" justify="space-between">
        <Title order={3} size="h5" id="task-output">
          Output
        </Title>
        {status === 'Started' && (
          <Text size="sm" c="dimmed">
            New lines appear by themselves
          </Text>
        )}
      </Group>
      {error && <ErrorPanel error={error} onRetry={() => void output.refetch()} />}
      {data?.is_cut && (
        <Text size="sm" c="dimmed">
          It printed more than is kept: the middle is left out.
        </Text>
      )}
      {data && <Printed text={data.text} isRunning={status === 'Started'} />}
    </Stack>
  );
}

interface PrintedProps {
  readonly text: string;
  readonly isRunning: boolean;
}

function Printed({ text, isRunning }: PrintedProps) {
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something was added
  useLayoutEffect(() => {
    // Who scrolled up reads there, and is left there.
    if (box.current && isRunning && isAtEnd.current)
      box.current.scrollTop = box.current.scrollHeight;
  }, [text, isRunning]);
  if (text === '') {
    return (
      <Text size="sm" c="dimmed">
        {isRunning ? 'It has printed nothing so far.' : 'It printed nothing.'}
      </Text>
    );
  }
  return (
    <pre
      ref={box}
      className={classes.printed}
      // What scrolls must be reachable by keyboard.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-labelledby="task-output"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      {text}
    </pre>
  );
}
