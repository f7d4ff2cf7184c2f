import type { Entity, Share } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { IconShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { PrincipalLine } from '../access/principal-line.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { sharesQuery } from '../queries/entities.ts';
import { Contained } from '../roles/contained.tsx';
import { ShareMenu } from './share-menu.tsx';
import { shareWords } from './share-words.ts';

interface Props {
  readonly entity: Entity;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** Who was let in to this entity alone. Who holds something above it is not listed here. */
export function ShareList({ entity, page, onPage }: Props) {
  const { id, name, project } = entity;
  const shares = useQuery(sharesQuery(id, page));
  return (
    <Stack gap="sm">
      <Text c="dimmed" size="sm" maw="44rem">
        Who was given a right on {name} alone. Who holds a role in {project.name} or above it has
        that right here too, and is not listed.
      </Text>
      <Listed
        query={shares}
        counted={(n) => (n === 1 ? '1 share' : `${n} shares`)}
        onPage={onPage}
        empty={
          <EmptyState
            icon={IconShare}
            title="Shared with nobody yet"
            command={{ label: 'The same from a shell', text: shareLine(entity) }}
          >
            Press “Share…” and look up a person, a service account or a deployment: it may use this
            one as you say, from its next request on, and nothing else of the project.
          </EmptyState>
        }
      >
        {(rows) => (
          <ListTable
            label="Shares"
            columns={columnsOf(entity)}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
      </Listed>
    </Stack>
  );
}

const columnsOf = (entity: Entity): readonly Column<Share>[] => [
  {
    header: 'Who',
    isName: true,
    cell: ({ principal }) => <PrincipalLine principal={principal} />,
  },
  { header: 'They may', cell: (share) => <May share={share} /> },
  {
    header: 'Shared',
    cell: ({ created_at, created_by }) => (
      <Stack gap={0}>
        <Text size="sm">
          <RelativeTime at={created_at} />
        </Text>
        <Text size="sm" c="dimmed">
          by {created_by.name}
        </Text>
      </Stack>
    ),
  },
  { header: 'Ends', cell: (share) => <Ends at={share.ends_at} /> },
  {
    header: 'Actions',
    isMenu: true,
    cell: (share) => <ShareMenu entity={entity} share={share} />,
  },
];

function May({ share }: { readonly share: Share }) {
  const { role, permissions, principal } = share;
  if (!role) return <Text size="sm">{shareWords(share)}</Text>;
  return (
    <Stack gap={0} align="flex-start">
      <Text size="sm" fw={600}>
        {role.name}
      </Text>
      <Contained permissions={permissions} of={`${role.name}, ${principal.name}`} />
    </Stack>
  );
}

function Ends({ at }: { readonly at: string | null }) {
  if (at === null) return <Text size="sm">Never</Text>;
  return (
    <Stack gap={2} align="flex-start">
      {Date.parse(at) <= Date.now() && <StateWord state="Ended" />}
      <Text size="sm">
        <RelativeTime at={at} />
      </Text>
    </Stack>
  );
}

const shareLine = ({ id, type }: Entity): string =>
  `curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json" -d '{"principal_id":"…","operations":["${type === 'channel' ? 'subscribe' : 'read'}"]}' ${location.origin}/api/v2/entities/${id}/share`;
