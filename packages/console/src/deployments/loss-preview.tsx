import type { DeploymentLoss } from '@keywright/sdk';
import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../parts/error-panel.tsx';

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
