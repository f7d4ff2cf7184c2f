import type { ResourceAbility, ResourceRef } from '@keywright/sdk';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../access/resource-words.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { late } from '../parts/late.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { grantsQuery } from '../queries/grants.ts';
import { grantColumns } from './grant-columns.tsx';
import { MemberNames } from './member-names.tsx';
import { PrincipalFilter } from './principal-filter.tsx';

const AddGrantDialog = late(() =>
  import('./add-grant-dialog.tsx').then((file) => file.AddGrantDialog),
);

interface Props {
  readonly resource: ResourceRef;
  /** What the server lets the caller do to the resource. */
  readonly abilities: readonly ResourceAbility[];
}

const { principal, role, ends, given, menu } = grantColumns;
const columns = [principal, role, ends, given, menu];

/** Who has a grant on an organization or project itself: with their roles, or by name alone. */
export function MemberList({ resource, abilities }: Props) {
  const [adding, setAdding] = useState(false);
  const { name } = resource;
  const word = wordsOf(resource.type).word.toLowerCase();
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" gap="md">
        <Text c="dimmed" size="sm" flex="1 1 20rem" maw="44rem">
          People, service accounts and deployments that were let in to this {word} itself. A right
          given here holds for everything below it.
        </Text>
        {abilities.includes('create_grant') && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            Add member
          </Button>
        )}
      </Group>
      {abilities.includes('list_grants') ? (
        <MemberGrants resource={resource} word={word} />
      ) : (
        <MemberNames resource={resource} />
      )}
      {adding && (
        <AddGrantDialog
          resource={resource}
          title={`Add a member to ${name}`}
          confirm="Add member"
          about={`They get this right on ${name} and on all below it, from their next request on.`}
          withOwn
          onClose={() => setAdding(false)}
        />
      )}
    </Stack>
  );
}

function MemberGrants({
  resource,
  word,
}: {
  readonly resource: ResourceRef;
  readonly word: string;
}) {
  const [{ who, members_page }, change] = useAddressFilters(['who', 'members_page']);
  const query = useQuery(
    grantsQuery({
      resource_id: resource.id,
      principal_id: who,
      page: Number(members_page ?? 1),
      per_page: 25,
    }),
  );
  return (
    <>
      <PrincipalFilter
        value={who}
        onChange={(next) => change({ who: next, members_page: undefined })}
      />
      <Listed
        query={query}
        counted={(n) => (n === 1 ? '1 grant' : `${n} grants`)}
        onPage={(page) => change({ members_page: page > 1 ? `${page}` : undefined })}
        empty={
          who ? (
            <NoMatch onClear={() => change({ who: undefined })} />
          ) : (
            <EmptyState icon={IconUsers} title="No members yet">
              Press “Add member”, look up a person, a service account or a deployment and choose a
              role: Admin may do everything in this {word}, Member sees it and the names of its
              people.
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <ListTable label="Members" columns={columns} rows={rows} rowKey={({ id }) => id} />
        )}
      </Listed>
    </>
  );
}
