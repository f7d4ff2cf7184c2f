import type { ResourceAbility, ResourceRef, Role } from '@keywright/sdk';
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlus, IconShieldCog } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { wordIn } from '../address.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { late } from '../parts/late.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { rolesQuery } from '../queries/roles.ts';
import { Contained } from './contained.tsx';
import { RoleMenu } from './role-menu.tsx';

const CreateRoleDialog = late(() =>
  import('./create-role-dialog.tsx').then((file) => file.CreateRoleDialog),
);

interface Props {
  /** The site, an organization or a project: what is made here is usable there and below. */
  readonly home: ResourceRef;
  /** What the server lets the caller do to it. */
  readonly abilities: readonly ResourceAbility[];
}

const kinds = ['built_in', 'custom'] as const;
const kindOptions = [
  { value: '', label: 'All roles' },
  { value: 'custom', label: 'Custom' },
  { value: 'built_in', label: 'Built in' },
];

/** The roles that can be granted here: what they contain, who made them, and the way to make one. */
export function RoleList({ home, abilities }: Props) {
  const [creating, setCreating] = useState(false);
  const [filters, change] = useAddressFilters(['role_search', 'role_kind', 'roles_page']);
  const query = useQuery(
    rolesQuery({
      usable_on: home.id,
      search: filters.role_search,
      kind: wordIn(filters, 'role_kind', kinds),
      page: Number(filters.roles_page ?? 1),
      per_page: 25,
    }),
  );
  const mayCreate = abilities.includes('create_role');
  const isSearched = filters.role_search !== undefined;
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" gap="md">
        <Text c="dimmed" size="sm" flex="1 1 20rem" maw="44rem">
          A role is a named set of permissions. Built-in roles come with the site and stay as they
          are; a custom role made here can be granted on {home.name} and on what stands below it.
        </Text>
        {mayCreate && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
            New role
          </Button>
        )}
      </Group>
      <Group gap="sm">
        <SearchField
          label="Search roles by name"
          value={filters.role_search}
          onSearch={(role_search) => change({ role_search, roles_page: undefined })}
        />
        <NativeSelect
          aria-label="Kind of role"
          flex="1 0 auto"
          maw={{ sm: '11rem' }}
          data={kindOptions}
          value={filters.role_kind ?? ''}
          onChange={({ currentTarget }) =>
            change({ role_kind: currentTarget.value || undefined, roles_page: undefined })
          }
        />
      </Group>
      <Listed
        query={query}
        counted={(n) => (n === 1 ? '1 role' : `${n} roles`)}
        onPage={(page) => change({ roles_page: page > 1 ? `${page}` : undefined })}
        empty={
          isSearched ? (
            <NoMatch onClear={() => change({ role_search: undefined, role_kind: undefined })} />
          ) : (
            <EmptyState icon={IconShieldCog} title="No custom role yet">
              Where no built-in role fits, make one that holds exactly the permissions a program or
              a person needs, and no other.
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <ListTable label="Roles" columns={columnsAt(home)} rows={rows} rowKey={({ id }) => id} />
        )}
      </Listed>
      {creating && <CreateRoleDialog home={home} onClose={() => setCreating(false)} />}
    </Stack>
  );
}

const columnsAt = (home: ResourceRef): readonly Column<Role>[] => [
  { header: 'Role', isName: true, cell: (role) => <RoleLine role={role} /> },
  { header: 'Defined', cell: (role) => <Text size="sm">{originOf(role, home)}</Text> },
  {
    header: 'In use',
    cell: ({ num_grants }) => <Text size="sm">{grantCount(num_grants)}</Text>,
  },
  { header: 'Actions', isMenu: true, cell: (role) => <RoleMenu role={role} /> },
];

function RoleLine({ role: { name, description, permissions } }: { readonly role: Role }) {
  return (
    <Stack gap={1} miw={0}>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Text>
      {description && (
        <Text size="sm" c="dimmed" lineClamp={3}>
          {description}
        </Text>
      )}
      <Contained permissions={permissions} of={name} />
    </Stack>
  );
}

function originOf({ kind, home }: Role, here: ResourceRef): string {
  if (kind === 'built_in') return 'Built in';
  return home?.id === here.id ? 'Here' : `In ${home?.name ?? 'the site'}`;
}

function grantCount(n: number): string {
  if (n === 0) return 'Not in use';
  return n === 1 ? '1 grant' : `${n} grants`;
}
