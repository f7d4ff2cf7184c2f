import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { CopyableText } from '../parts/copyable-text.tsx';
import { shortTime } from '../parts/times.ts';
import type { AnyCreatedToken } from './any-token.ts';

interface Props {
  readonly created: AnyCreatedToken;
  readonly onClose: () => void;
}

/** The one place where a secret is shown. */
export function CreatedSecret({ created, onClose }: Props) {
  const { created_token: secret, name, expires_at } = created;
  const { rotation_ends_at } = created;
  const until = expires_at
    ? `It stops working on ${shortTime(Date.parse(expires_at))}.`
    : 'It does not expire.';
  return (
    <Stack>
      <Alert color="yellow" icon={<IconAlertTriangle />} title="This token will not be shown again">
        <Text size="sm">
          Copy it now to where it will be used. Whoever loses it makes a new one: nobody, not even
          an administrator, can show it again.
        </Text>
      </Alert>
      {rotation_ends_at && (
        <Text size="sm">
          The old secret works until this one is used for the first time, and at the latest until{' '}
          {shortTime(Date.parse(rotation_ends_at))}.
        </Text>
      )}
      <CopyableText label={name ? `Token “${name}”` : 'Token'} text={secret} />
      <CopyableText
        label="Try it"
        text={`curl -H "x-platz-token: ${secret}" ${location.origin}/api/v2/auth/me`}
      />
      <CopyableText label="As an environment variable" text={`export PLATZ_TOKEN=${secret}`} />
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {until}
        </Text>
        <Button onClick={onClose} flex="none">
          I have copied it
        </Button>
      </Group>
    </Stack>
  );
}
