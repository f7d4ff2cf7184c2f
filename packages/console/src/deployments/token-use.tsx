import type { DeploymentLoss } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { RelativeTime } from '../parts/relative-time.tsx';

/** When its own tokens were last used: what calls others with them stops working. */
export function TokenUse({ lastUsed }: { readonly lastUsed: DeploymentLoss['last_used'] }) {
  if (lastUsed === null)
    return <Text size="sm">Its own tokens have not been used within the last week.</Text>;
  return (
    <Text size="sm">
      Its own tokens were last used{' '}
      <b>
        <RelativeTime at={lastUsed} />
      </b>
      .
    </Text>
  );
}
