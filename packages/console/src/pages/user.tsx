import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { late } from '../parts/late.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { PersonCard } from '../people/person-card.tsx';
import { PersonCredentials } from '../people/person-credentials.tsx';
import { PersonTabs } from '../people/person-tabs.tsx';
import { useProfile } from '../queries/profile.ts';
import { userQuery } from '../queries/users.ts';

const PrincipalAccess = late(() =>
  import('../access/principal-access.tsx').then((file) => file.PrincipalAccess),
);
const route = getRouteApi('/signed-in/admin/users/$id');
const trail = [{ label: 'People', to: '/admin/users' }] as const;

/** One person, with their credentials where the reader may see those. */
export function UserPage() {
  const { id } = route.useParams();
  const { principal } = useProfile();
  const person = useQuery(userQuery(id));
  if (person.data) {
    return (
      <>
        <PageHeader key={id} title={person.data.display_name} trail={trail} />
        <PersonTabs person={person.data} />
        <Stack gap="xl">
          <PersonCard person={person.data} />
          <PersonCredentials person={person.data} />
          <PrincipalAccess
            principal={{ kind: 'user', id: person.data.id, name: person.data.display_name }}
            isSelf={id === principal.id}
          />
        </Stack>
      </>
    );
  }
  return (
    <>
      <PageHeader title="Person" trail={trail} />
      {person.error ? (
        <ErrorPanel error={person.error} onRetry={() => void person.refetch()} />
      ) : (
        <ListSkeleton rows={3} />
      )}
    </>
  );
}
