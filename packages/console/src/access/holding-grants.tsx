import type { Grant, ResourceRef } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { grantColumns } from '../grants/grant-columns.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { grantsQuery } from '../queries/grants.ts';
import { wordsOf } from './resource-words.ts';

interface Props {
  readonly resource: ResourceRef;
  readonly principalId: string | undefined;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** The grants that hold on a resource, each with where it was made. */
export function HoldingGrants({ resource, principalId, page, onPage }: Props) {
  const query = useQuery(
    grantsQuery({
      holds_on: resource.id,
      principal_id: principalId,
      state: 'active',
      page,
      per_page: 25,
    }),
  );
  return (
    <Listed
      query={query}
      counted={(n) => (n === 1 ? '1 grant holds here' : `${n} grants hold here`)}
      onPage={onPage}
      empty={
        <EmptyState icon={IconLock} title="No grant holds here">
          {principalId
            ? 'They hold nothing here, or they are a site administrator, who needs no grant.'
            : `Site administrators alone may do anything on ${resource.name}. Let somebody in under its settings.`}
        </EmptyState>
      }
    >
      {(rows) => (
        <ListTable
          label={`Access to ${resource.name}`}
          columns={columnsOn(resource)}
          rows={rows}
          rowKey={({ id }) => id}
        />
      )}
    </Listed>
  );
}

const columnsOn = (resource: ResourceRef): readonly Column<Grant>[] => [
  grantColumns.principal,
  grantColumns.role,
  { header: 'From', cell: (grant) => <Source grant={grant} here={resource} /> },
  grantColumns.ends,
  grantColumns.menu,
];

function Source({ grant, here }: { readonly grant: Grant; readonly here: ResourceRef }) {
  const { resource } = grant;
  if (resource.id === here.id) return <Text size="sm">Granted right here</Text>;
  return (
    <Stack gap={0}>
      <Text size="sm">Inherited from {resource.name}</Text>
      <Text size="sm" c="dimmed">
        {wordsOf(resource.type).word}
      </Text>
    </Stack>
  );
}
