import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlus, IconPuzzle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { wordIn } from '../address.ts';
import { soughtTypes, type TypeSearch } from '../entity-types/sought-types.ts';
import { TypeTable } from '../entity-types/type-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { late } from '../parts/late.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { entityTypesQuery } from '../queries/entity-types.ts';

const RegisterType = late(() =>
  import('../entity-types/register-type.tsx').then((file) => file.RegisterType),
);
const route = getRouteApi('/signed-in/admin/entity-types');

const kinds = [
  { value: '', label: 'All types' },
  { value: 'registered', label: 'Registered' },
  { value: 'built_in', label: 'Built in' },
];

/** Everything that a permission can be about, and the way to register more. */
export function EntityTypesPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const types = useQuery(entityTypesQuery);
  const [registering, setRegistering] = useState(false);
  const mayRegister = types.data?.abilities.includes('create') ?? false;
  const set = (search: TypeSearch) => void navigate({ search, replace: true });
  return (
    <>
      <PageHeader
        title="Entity types"
        trail={[{ label: 'Site administration', to: '/admin/users' }]}
        about="What can be protected here, and the operations on it. A platform of your own registers its types: their entities stand in projects, and roles, shares and scopes of tokens can name their operations."
        action={
          mayRegister && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setRegistering(true)}>
              Register type
            </Button>
          )
        }
      />
      <Group gap="sm" mb="sm">
        <SearchField
          label="Search types and operations"
          value={filters.search}
          onSearch={(search) => set({ ...filters, search })}
        />
        <NativeSelect
          aria-label="Origin"
          flex="1 0 auto"
          maw={{ sm: '11rem' }}
          data={kinds}
          value={filters.kind ?? ''}
          onChange={({ currentTarget }) =>
            set({
              ...filters,
              kind: wordIn({ kind: currentTarget.value }, 'kind', ['registered', 'built_in']),
            })
          }
        />
      </Group>
      <Types filters={filters} onClear={() => set({})} />
      {registering && <RegisterType onClose={() => setRegistering(false)} />}
    </>
  );
}

interface TypesProps {
  readonly filters: TypeSearch;
  readonly onClear: () => void;
}

function Types({ filters, onClear }: TypesProps) {
  const types = useQuery(entityTypesQuery);
  const retry = () => void types.refetch();
  if (types.isPending) return <ListSkeleton />;
  if (!types.data) return <ErrorPanel error={types.error} onRetry={retry} />;
  const shown = soughtTypes(types.data.items, filters);
  if (shown.length === 0) {
    return filters.kind === 'registered' && filters.search === undefined ? (
      <NoneRegistered />
    ) : (
      <NoMatch onClear={onClear} />
    );
  }
  return (
    <Stack gap="sm">
      {types.error && <ErrorPanel error={types.error} onRetry={retry} />}
      <TypeTable types={shown} />
      <Text size="sm" c="dimmed" role="status">
        {shown.length === 1 ? '1 entity type' : `${shown.length} entity types`}
      </Text>
    </Stack>
  );
}

function NoneRegistered() {
  return (
    <EmptyState
      icon={IconPuzzle}
      title="No type is registered yet"
      command={{
        label: 'The same from a shell',
        text: `curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json" -d '{"type":"device","title":"Device","operations":[{"name":"create"},{"name":"read"},{"name":"list"},{"name":"delete"},{"name":"restart","description":"Start it anew"}]}' ${location.origin}/api/v2/entity-types`,
      }}
    >
      Register what your own platform protects, such as a device, a camera or a report, with what
      can be done to it. Its gateways then ask Keywright whether a token may.
    </EmptyState>
  );
}
