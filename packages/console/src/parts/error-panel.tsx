import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { CopyableId } from './copyable-id.tsx';
import {
  errorMessage,
  errorTitle,
  missingPermission,
  requestIdOf,
  rolesThatGiveIt,
} from './error-words.ts';

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
        <Missing error={error} />
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

/** Which right was missing, and which roles would give it: what to ask for. */
function Missing({ error }: { readonly error: unknown }) {
  const permission = missingPermission(error);
  const roles = rolesThatGiveIt(error);
  return (
    <>
      {permission && (
        <Text size="sm">
          The permission <Code>{permission}</Code> is missing.
        </Text>
      )}
      {roles.length > 0 && (
        <Text size="sm">
          Roles that contain it: <b>{roles.join(', ')}</b>. Ask for one of them.
        </Text>
      )}
    </>
  );
}
