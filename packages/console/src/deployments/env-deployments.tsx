import type { Env } from '@keywright/sdk';
import { Anchor, Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { deploymentsQuery } from '../queries/deployments.ts';
import { deploymentColumns } from './deployment-columns.tsx';
import { NewDeployment, NewDeploymentButton } from './new-deployment-button.tsx';
import { NoDeployments } from './no-deployments.tsx';

/** What runs in an env, on its own page: the first few, and the way to all of them. */
export function EnvDeployments({ env }: { readonly env: Env }) {
  const headingId = useId();
  const [creating, setCreating] = useState(false);
  const query = useQuery(deploymentsQuery({ env_id: env.id, per_page: 10 }));
  const { items, num_total } = query.data ?? { items: [], num_total: 0 };
  return (
    <Stack component="section" gap="sm" aria-labelledby={headingId}>
      <Group justify="space-between">
        <Title order={2} size="h4" id={headingId}>
          Deployments
        </Title>
        {env.abilities.includes('create_deployment') && (
          <NewDeploymentButton onCreate={() => setCreating(true)} />
        )}
      </Group>
      {query.isPending && <ListSkeleton rows={2} />}
      {query.error && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && num_total === 0 && <NoDeployments env={env} kind={undefined} />}
      {items.length > 0 && (
        <>
          <ListTable
            label="Deployments"
            columns={deploymentColumns}
            rows={items}
            rowKey={({ id }) => id}
          />
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/envs/$id/deployments" params={{ id: env.id }} {...props} />
            )}
          >
            {num_total > items.length
              ? `All ${num_total.toLocaleString('en')} deployments, by kind, status and cluster`
              : 'Find them by kind, status and cluster'}
          </Anchor>
        </>
      )}
      {creating && <NewDeployment env={env} onClose={() => setCreating(false)} />}
    </Stack>
  );
}
