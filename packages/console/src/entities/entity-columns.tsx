import type { Entity } from '@keywright/sdk';
import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CopyableId } from '../parts/copyable-id.tsx';
import type { Column } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { EntityMenu } from './entity-menu.tsx';
import { TypeIcon } from './type-icon.tsx';
import { useTypeWord } from './use-entity-types.ts';

/** What a list of entities may show of each. */
export const entityColumns = {
  name: { header: 'Entity', isName: true, cell: (row) => <EntityName entity={row} /> },
  type: { header: 'Type', cell: ({ type }) => <TypeWord type={type} /> },
  project: {
    header: 'Project',
    cell: ({ project, organization }) => (
      <Stack gap={0}>
        <Text size="sm">{project.name}</Text>
        <Text size="sm" c="dimmed">
          {organization.name}
        </Text>
      </Stack>
    ),
  },
  updated: {
    header: 'Changed',
    cell: ({ updated_at }) => (
      <Text size="sm">
        <RelativeTime at={updated_at} />
      </Text>
    ),
  },
  menu: { header: 'Actions', isMenu: true, cell: (row) => <EntityMenu entity={row} /> },
} as const satisfies Record<string, Column<Entity>>;

function EntityName({ entity: { id, type, name } }: { readonly entity: Entity }) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
      <TypeIcon type={type} />
      <Stack gap={1} miw={0} align="flex-start">
        <Anchor
          size="sm"
          fw={600}
          renderRoot={(props) => <Link to="/entities/$id" params={{ id }} {...props} />}
        >
          {name}
        </Anchor>
        <CopyableId id={id} label={`id of ${name}`} />
      </Stack>
    </Group>
  );
}

function TypeWord({ type }: { readonly type: string }) {
  return <Text size="sm">{useTypeWord()(type)}</Text>;
}
