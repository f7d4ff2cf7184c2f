import type { K8sCluster } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { RelativeTime } from '../parts/relative-time.tsx';
import { ToneWord } from '../parts/state-word.tsx';

/** Whether its runner works, and if not, why. */
export function ClusterState({ cluster }: { readonly cluster: K8sCluster }) {
  const { is_ok, not_ok_reason, last_seen_at } = cluster;
  if (is_ok) return <ToneWord tone="good">OK</ToneWord>;
  return (
    <Stack gap={2} align="flex-start">
      <ToneWord tone="bad">Not OK</ToneWord>
      <Text size="sm" c="dimmed">
        {not_ok_reason ?? (
          <>
            Its runner was last heard of <RelativeTime at={last_seen_at} />.
          </>
        )}
      </Text>
    </Stack>
  );
}
