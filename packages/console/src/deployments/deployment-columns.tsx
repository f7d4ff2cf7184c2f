import type { Deployment } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import type { Column } from '../parts/list-table.tsx';
import { DeploymentLink } from './deployment-link.tsx';
import { LastTask } from './last-task.tsx';
import { StatusWords } from './status-words.tsx';

export const deploymentColumns: readonly Column<Deployment>[] = [
  {
    header: 'Deployment',
    isName: true,
    cell: (deployment) => (
      <Stack gap={0} miw={0} align="flex-start">
        <DeploymentLink deployment={deployment} />
        <Text size="sm" c="dimmed">
          {deployment.kind.name}
        </Text>
      </Stack>
    ),
  },
  {
    header: 'Status',
    cell: (deployment) => (
      <Stack gap={4}>
        <StatusWords deployment={deployment} />
        {deployment.status === 'Error' && deployment.reason && (
          <Text size="sm" c="dimmed" lineClamp={2}>
            {deployment.reason}
          </Text>
        )}
      </Stack>
    ),
  },
  { header: 'Version', cell: ({ chart }) => <Text size="sm">{chart.image_tag}</Text> },
  { header: 'Cluster', cell: ({ cluster }) => <Text size="sm">{cluster.name}</Text> },
  { header: 'Last task', cell: (deployment) => <LastTask deployment={deployment} /> },
];
