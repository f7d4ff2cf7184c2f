import type { Env, Grant, Role } from '@keywright/sdk';
import { Button, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import type { Column } from '../parts/list-table.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { rolesQuery } from '../queries/roles.ts';
import { AddGrantDialog } from './add-grant-dialog.tsx';
import { PrincipalFilter } from './principal-filter.tsx';
import { RoleGrants } from './role-grants.tsx';

interface Props {
  readonly env: Env;
  /** What the page is for, above its lists. */
  readonly about: ReactNode;
  /** Which built-in roles, by name, in the order of the sections; the last is the one offered first. */
  readonly names: readonly [string, string];
  readonly columns: readonly Column<Grant>[];
  readonly empty: (role: Role) => ReactNode;
  readonly addAbout: ReactNode;
}

/** The grants of two built-in roles on an env, each in a list of its own, and the way to add one. */
export function RoleSections({ env, about, names, columns, empty, addAbout }: Props) {
  const [adding, setAdding] = useState(false);
  const [filters, change] = useAddressFilters(['who', 'first_page', 'second_page']);
  const query = useQuery(rolesQuery({ usable_on: env.id, kind: 'built_in', per_page: 200 }));
  if (query.isPending) return <ListSkeleton />;
  if (!query.data) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  const roles = names.flatMap((name) => query.data.items.filter((role) => role.name === name));
  const pageNames = ['first_page', 'second_page'] as const;
  const resource = { type: 'env', id: env.id, name: env.name } as const;
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="md">
        <Text c="dimmed" size="sm" flex="1 1 20rem" maw="44rem">
          {about}
        </Text>
        {env.abilities.includes('create_grant') && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            Add permission
          </Button>
        )}
      </Group>
      {env.abilities.includes('list_grants') ? (
        <PrincipalFilter value={filters.who} onChange={(who) => change({ who })} />
      ) : (
        <Text size="sm">
          You see your own permissions here. Who else was let in is for those who hold{' '}
          <Code>grant.list</Code> on this env, such as its Admins.
        </Text>
      )}
      {roles.map((role, at) => {
        const name = pageNames[at === 0 ? 0 : 1];
        return (
          <RoleGrants
            key={role.id}
            resource={resource}
            role={role}
            heading={role.name}
            columns={columns}
            principalId={filters.who}
            page={Number(filters[name] ?? 1)}
            onPage={(page) => change({ [name]: page > 1 ? `${page}` : undefined })}
            empty={filters.who ? <NoneOfThem role={role} /> : empty(role)}
          />
        );
      })}
      {adding && (
        <AddGrantDialog
          resource={resource}
          title="Add permission"
          confirm="Add permission"
          about={addAbout}
          among={roles.toReversed()}
          onClose={() => setAdding(false)}
        />
      )}
    </Stack>
  );
}

function NoneOfThem({ role }: { readonly role: Role }) {
  return (
    <Paper withBorder p="md" radius="md" bg="var(--page-surface)">
      <Text size="sm" c="dimmed">
        They are not {role.name} by a grant on this env itself.
      </Text>
    </Paper>
  );
}
