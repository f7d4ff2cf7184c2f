import { Paper, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { serversQuery } from '../queries/servers.ts';
import { PromiseFacts } from '../servers/promise-facts.tsx';
import { ServerList } from '../servers/server-list.tsx';

/** The servers of the site, and what the promise of a receipt rests on. */
export function ServersPage() {
  const servers = useQuery(serversQuery);
  return (
    <>
      <PageHeader
        title="Servers"
        trail={[{ label: 'Site administration', to: '/admin/users' }]}
        about="A server answers from memory while it holds a lease from the database. A change is answered once each of them has applied it, or cannot answer any more."
      />
      {servers.data ? (
        <Stack gap="xl">
          <ServerList servers={servers.data.items} />
          <Paper withBorder p="lg" radius="md" bg="var(--page-surface)" maw="46rem">
            <PromiseFacts database={servers.data.database} />
          </Paper>
        </Stack>
      ) : servers.error ? (
        <ErrorPanel error={servers.error} onRetry={() => void servers.refetch()} />
      ) : (
        <ListSkeleton rows={3} />
      )}
    </>
  );
}
