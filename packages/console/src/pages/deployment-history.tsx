import { Anchor, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { TaskHistory } from '../history/task-history.tsx';
import { deploymentQuery } from '../queries/deployments.ts';

const route = getRouteApi('/signed-in/envs/$id/deployments/$kind/$deploymentId/history');

/** What was done to a deployment; or, as it is a principal too, what it did with its own token. */
export function DeploymentHistory() {
  const params = route.useParams();
  const { by } = route.useSearch();
  const { data: deployment } = useQuery(deploymentQuery(params.deploymentId));
  if (!deployment) return null;
  const { id, name } = deployment;
  const kind = by === 'it' ? 'by_deployment' : 'of_deployment';
  return (
    <Stack>
      <Group component="nav" aria-label="Whose tasks" gap="lg">
        <Choice label="Done to it" />
        <Choice label="Done by it" by="it" />
      </Group>
      <TaskHistory key={kind} of={{ kind, id, name }} />
    </Stack>
  );
}

function Choice({ label, by }: { readonly label: string; readonly by?: 'it' }) {
  const now = route.useSearch().by;
  const isOpen = now === by;
  return (
    <Anchor
      size="sm"
      {...(isOpen && { c: 'var(--mantine-color-text)', fw: 600, 'aria-current': 'true' as const })}
      renderRoot={(props) => <Link from={route.id} to="." search={{ by }} {...props} />}
    >
      {label}
    </Anchor>
  );
}
