import type { DeploymentLoss } from '@keywright/sdk';
import { Skeleton, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';

/** When its own tokens were last used: what calls others with them stops working. */
export function TokenUse({ lastUsed }: { readonly lastUsed: DeploymentLoss['last_used'] }) {
  if (lastUsed === null) return <Text size="sm">Its own tokens have never been used.</Text>;
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

interface Props {
  readonly query: UseQueryResult<DeploymentLoss>;
  readonly children: (loss: DeploymentLoss) => ReactNode;
}

/** What would go, by the server's own count: on its way, refused, or there. */
export function LossPreview({ query, children }: Props) {
  if (query.data) return children(query.data);
  if (query.error) {
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  }
  return <Skeleton height={96} role="status" aria-label="Loading" />;
}
