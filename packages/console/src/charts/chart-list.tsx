import type { DeploymentKind, HelmChart } from '@keywright/sdk';
import { Code, Stack, Text } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { CopyableId } from '../parts/copyable-id.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { ToneWord } from '../parts/state-word.tsx';
import { helmChartsQuery } from '../queries/helm-charts.ts';
import { actionTitles } from './action-titles.ts';

interface Props {
  readonly kind: DeploymentKind;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** The versions of a kind. */
export function ChartList({ kind, page, onPage }: Props) {
  const charts = useQuery(helmChartsQuery({ kind_id: kind.id, page, per_page: 25 }));
  return (
    <Listed
      query={charts}
      counted={(n) => (n === 1 ? '1 version' : `${n.toLocaleString('en')} versions`)}
      onPage={onPage}
      empty={
        <EmptyState
          icon={IconPackage}
          title={`No version of ${kind.name} yet`}
          command={{ label: 'Where a runner looks', text: `charts/${kind.name}/1.0.0/` }}
        >
          A version says what can be set and what can be invoked. Put a folder for it into a
          runner’s folder of charts, or register it with a POST to <Code>/api/v2/helm-charts</Code>.
        </EmptyState>
      }
    >
      {(rows) => (
        <ListTable label="Versions" columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
    </Listed>
  );
}

const columns: readonly Column<HelmChart>[] = [
  {
    header: 'Version',
    isName: true,
    cell: ({ id, image_tag }) => (
      <Stack gap={1} miw={0} align="flex-start">
        <Text size="sm" fw={600}>
          {image_tag}
        </Text>
        <CopyableId id={id} label="version id" />
      </Stack>
    ),
  },
  { header: 'State', cell: (chart) => <ChartState chart={chart} /> },
  {
    header: 'Built from',
    cell: ({ parsed_branch, parsed_commit }) => (
      <Text size="sm">
        {[parsed_branch, parsed_commit?.slice(0, 12)].filter(Boolean).join(', ') || 'Not said'}
      </Text>
    ),
  },
  {
    header: 'Actions',
    cell: (chart) => <Text size="sm">{actionTitles(chart).join(', ') || 'None'}</Text>,
  },
  {
    header: 'Registered',
    cell: ({ created_at }) => (
      <Text size="sm">
        <RelativeTime at={created_at} />
      </Text>
    ),
  },
];

function ChartState({ chart: { available, error } }: { readonly chart: HelmChart }) {
  if (available && !error) return <ToneWord tone="good">Available</ToneWord>;
  return (
    <Stack gap={2} align="flex-start">
      <ToneWord tone="bad">Cannot be deployed</ToneWord>
      {error && (
        <Text size="sm" c="dimmed">
          {error}
        </Text>
      )}
    </Stack>
  );
}
