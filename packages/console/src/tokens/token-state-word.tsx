import { Stack, Text } from '@mantine/core';
import { RelativeTime } from '../parts/relative-time.tsx';
import { StateWord, ToneWord } from '../parts/state-word.tsx';
import type { AnyToken } from './any-token.ts';

const states = { active: 'Active', expired: 'Expired', revoked: 'Revoked' } as const;

interface Props {
  readonly token: AnyToken;
  /** Why no token of this owner is taken now: "the bot is expired". */
  readonly ownerStopped: string | undefined;
}

/** Whether a token is taken now, and since when it is not. */
export function TokenStateWord({ token, ownerStopped }: Props) {
  const { state, revoked_at } = token;
  if (state === 'active' && ownerStopped) {
    return (
      <Stack gap={2} align="flex-start">
        <ToneWord tone="waning">Refused</ToneWord>
        <Text size="sm" c="dimmed">
          {ownerStopped}
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap={2} align="flex-start">
      <StateWord state={states[state]} />
      {revoked_at && (
        <Text size="sm" c="dimmed">
          <RelativeTime at={revoked_at} />
        </Text>
      )}
    </Stack>
  );
}
