import type { Deployment, K8sResource } from '@keywright/sdk';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { late } from '../../parts/late.tsx';
import { type Column, ListTable } from '../../parts/list-table.tsx';
import { Listed } from '../../parts/listed.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { ToneWord } from '../../parts/state-word.tsx';
import { k8sResourcesQuery } from '../../queries/k8s-resources.ts';
import { SettingsSection } from '../../tree/settings-section.tsx';
import { toneOf } from '../status-words.tsx';
import classes from './overview.module.css';

const RestartPart = late(() => import('./restart-part.tsx').then((file) => file.RestartPart));

/** What it consists of, as its runner found it; each part can be restarted by itself. */
export function PartList({ deployment }: { readonly deployment: Deployment }) {
  const [page, setPage] = useState(1);
  const [restarting, setRestarting] = useState<K8sResource>();
  const parts = useQuery(k8sResourcesQuery({ deployment_id: deployment.id, page, per_page: 25 }));
  const mayRestart = deployment.abilities.includes('restart');
  return (
    <div className={classes.wide}>
      <SettingsSection title="Parts" about="What it consists of, as its runner found it." isWide>
        <Listed
          query={parts}
          counted={(n) => (n === 1 ? '1 part' : `${n} parts`)}
          onPage={setPage}
          empty={
            <Text size="sm">
              None. Its runner reports what it finds of it while it is installed.
            </Text>
          }
        >
          {(rows) => (
            <ListTable
              label="Parts"
              columns={mayRestart ? [...columns, restartColumn(setRestarting)] : columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )}
        </Listed>
      </SettingsSection>
      {restarting && (
        <RestartPart
          deployment={deployment}
          part={restarting}
          onClose={() => setRestarting(undefined)}
        />
      )}
    </div>
  );
}

const columns: readonly Column<K8sResource>[] = [
  {
    header: 'Part',
    isName: true,
    cell: ({ kind, name }) => (
      // Beside the button where the table is narrow.
      <Stack gap={0} pr={{ base: 56, md: 0 }} miw={0}>
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {kind}
        </Text>
      </Stack>
    ),
  },
  { header: 'State', cell: (part) => <PartState part={part} /> },
  {
    header: 'Seen',
    cell: ({ last_updated_at }) => (
      <Text size="sm">
        <RelativeTime at={last_updated_at} />
      </Text>
    ),
  },
];

const words: Record<ReturnType<typeof toneOf>, string> = {
  good: 'Up',
  waning: 'Unsteady',
  bad: 'Down',
  special: 'Starting',
  quiet: 'Idle',
};

/** Runners tell it by colours alone, which say nothing to many people. */
function PartState({ part: { status_color } }: { readonly part: K8sResource }) {
  const tones = status_color.map(toneOf);
  if (tones.length === 0) return <Text size="sm">Unknown</Text>;
  return (
    <Group gap={4}>
      {[...new Set(tones)].map((tone) => (
        <ToneWord key={tone} tone={tone}>
          {words[tone]}
        </ToneWord>
      ))}
    </Group>
  );
}

const restartColumn = (restart: (part: K8sResource) => void): Column<K8sResource> => ({
  header: 'Restart',
  isMenu: true,
  cell: (part) => (
    <Button
      size="xs"
      variant="default"
      aria-label={`Restart ${part.name}`}
      onClick={() => restart(part)}
    >
      Restart…
    </Button>
  ),
});
