import type { DeploymentKind, Env } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { deploymentsQuery } from '../queries/deployments.ts';
import { deploymentColumns } from './deployment-columns.tsx';
import { DeploymentFilterBar } from './deployment-filter-bar.tsx';
import { isFiltered, noFilters, useDeploymentSearch } from './deployment-filters.ts';
import { NoDeployments } from './no-deployments.tsx';

interface Props {
  readonly env: Env;
  /** Only of this kind. */
  readonly kind?: DeploymentKind | undefined;
}

/** The deployments of an env, with its filters in the address. */
export function DeploymentList({ env, kind }: Props) {
  const [search, change] = useDeploymentSearch();
  const { name, cluster, status, enabled, page } = search;
  const query = useQuery(
    deploymentsQuery({
      env_id: env.id,
      kind_id: kind?.id,
      name,
      cluster_id: cluster,
      status,
      enabled,
      page,
      per_page: 25,
    }),
  );
  const isBare = query.data?.num_total === 0 && !isFiltered(search) && kind === undefined;
  return (
    <Stack gap="sm">
      {!isBare && <DeploymentFilterBar env={env} kind={kind} />}
      <Listed
        query={query}
        counted={(n) => (n === 1 ? '1 deployment' : `${n.toLocaleString('en')} deployments`)}
        onPage={(next) => change({ page: next > 1 ? String(next) : undefined })}
        empty={
          isFiltered(search) ? (
            <NoMatch onClear={() => change(noFilters)} />
          ) : (
            <NoDeployments env={env} kind={kind} />
          )
        }
      >
        {(rows) => (
          <ListTable
            label="Deployments"
            columns={deploymentColumns}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
      </Listed>
    </Stack>
  );
}
