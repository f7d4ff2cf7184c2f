import type { DeploymentTask } from '@keywright/sdk';
import { Group, Stack, Text, Title } from '@mantine/core';
import { CopyableText } from '../parts/copyable-text.tsx';
import { ToneWord } from '../parts/state-word.tsx';

type Response = NonNullable<DeploymentTask['response']>;

/** What the deployment answered to an invoked action. */
export function TaskResponse({ response }: { readonly response: Response }) {
  const { status, body, is_cut } = response;
  return (
    <Stack component="section" gap="sm" aria-labelledby="task-response">
      <Group gap="sm">
        <Title order={3} size="h5" id="task-response">
          Response
        </Title>
        <ToneWord tone={status < 400 ? 'good' : 'bad'}>{status}</ToneWord>
      </Group>
      {body === '' ? (
        <Text size="sm" c="dimmed">
          It has no body.
        </Text>
      ) : (
        <CopyableText label="Body of the response" text={body} hideLabel />
      )}
      {is_cut && (
        <Text size="sm" c="dimmed">
          It was longer than is kept: the rest is cut off.
        </Text>
      )}
    </Stack>
  );
}
