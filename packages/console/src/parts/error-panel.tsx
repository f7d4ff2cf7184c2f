import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { CopyableId } from './copyable-id.tsx';
import { errorMessage, errorTitle, requestIdOf } from './error-words.ts';

interface Props {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** What failed in the server's own words, the id its log knows the request by, and another try. */
export function ErrorPanel({ error, onRetry }: Props) {
  const requestId = requestIdOf(error);
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle />} title={errorTitle(error)}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{errorMessage(error)}</Text>
        {requestId && (
          <Group gap={6}>
            <Text size="sm" c="dimmed">
              Request id
            </Text>
            <CopyableId id={requestId} label="request id" />
          </Group>
        )}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Retry
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
