import { Button, Group, NativeSelect } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { wordIn } from '../address.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { late } from '../parts/late.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { personColumns } from '../people/person-columns.tsx';
import { type PersonSearch, personQueryOf, personShows } from '../people/person-filters.ts';
import { useProfile } from '../queries/profile.ts';
import { usersQuery } from '../queries/users.ts';

const InviteModal = late(() =>
  import('../people/invite-modal.tsx').then((file) => file.InviteModal),
);
const route = getRouteApi('/signed-in/admin/users');
const shows = [
  { value: '', label: 'Everybody' },
  { value: 'active', label: 'Active' },
  { value: 'inactive', label: 'Inactive' },
  { value: 'admins', label: 'Administrators' },
];

export function UsersPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const { abilities } = useProfile();
  const [inviting, setInviting] = useState(false);
  const people = useQuery(usersQuery(personQueryOf(filters)));
  const set = (search: PersonSearch) => void navigate({ search, replace: true });
  return (
    <>
      <PageHeader
        title="People"
        trail={[{ label: 'Site administration', to: '/admin/users' }]}
        about="Everybody who has signed in or was invited. Only active people can use Keywright."
        action={
          abilities.includes('manage_users') && (
            <Button leftSection={<IconUserPlus size={16} />} onClick={() => setInviting(true)}>
              Invite
            </Button>
          )
        }
      />
      <Group gap="sm" mb="sm">
        <SearchField
          label="Search by name or e-mail"
          value={filters.search}
          onSearch={(search) => set({ ...filters, search, page: undefined })}
        />
        <NativeSelect
          aria-label="Show"
          flex="1 0 auto"
          maw={{ sm: '11rem' }}
          data={shows}
          value={filters.show ?? ''}
          onChange={({ currentTarget }) =>
            set({
              ...filters,
              show: wordIn({ show: currentTarget.value }, 'show', personShows),
              page: undefined,
            })
          }
        />
      </Group>
      <Listed
        query={people}
        counted={(n) => (n === 1 ? '1 person' : `${n} people`)}
        onPage={(page) => set({ ...filters, page: page > 1 ? page : undefined })}
        empty={
          filters.search || filters.show ? (
            <NoMatch onClear={() => set({})} />
          ) : (
            <EmptyState icon={IconUsers} title="Nobody is here yet">
              People appear when they sign in for the first time. Invite them before that, and they
              are active when they come.
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <ListTable label="People" columns={personColumns} rows={rows} rowKey={({ id }) => id} />
        )}
      </Listed>
      {inviting && <InviteModal onClose={() => setInviting(false)} />}
    </>
  );
}
