import type { DeviceSignIn } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { clientWords } from '../parts/client-words.ts';
import { Facts } from '../parts/facts.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { ToneWord } from '../parts/state-word.tsx';

/** What asks, and from where. */
export function DeviceFacts({ asking }: { readonly asking: DeviceSignIn }) {
  const { user_code, device_name, user_agent, created_at } = asking;
  return (
    <Facts
      facts={[
        ['Code', <UserCode key="code" code={user_code} />],
        ['Machine', `“${device_name}”, as the program says`],
        ['Address', <Address key="address" asking={asking} />],
        ['Program', clientWords(user_agent)],
        ['Asked', <RelativeTime key="asked" at={created_at} />],
      ]}
    />
  );
}

const UserCode = ({ code }: { readonly code: string }) => (
  <Text ff="monospace" fw={700} size="md">
    {code}
  </Text>
);

function Address({ asking }: { readonly asking: DeviceSignIn }) {
  return (
    <Stack gap={2} align="flex-start">
      <span>{asking.address ?? 'Unknown'}</span>
      {asking.is_own_address ? (
        <ToneWord tone="good">The same as yours</ToneWord>
      ) : (
        <ToneWord tone="waning">Another than yours</ToneWord>
      )}
    </Stack>
  );
}
