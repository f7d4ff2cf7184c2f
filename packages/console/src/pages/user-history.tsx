import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { TaskHistory } from '../history/task-history.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { PersonTabs } from '../people/person-tabs.tsx';
import { userQuery } from '../queries/users.ts';

const route = getRouteApi('/signed-in/admin/users/$id/history');
const trail = [{ label: 'People', to: '/admin/users' }] as const;

/** Everything a person did to deployments, with whichever session or token. */
export function UserHistoryPage() {
  const { id } = route.useParams();
  const { data: person, error, refetch } = useQuery(userQuery(id));
  if (!person) {
    return (
      <>
        <PageHeader title="Person" trail={trail} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <ListSkeleton />}
      </>
    );
  }
  return (
    <>
      <PageHeader key={id} title={person.display_name} part="History" trail={trail} />
      <PersonTabs person={person} />
      <TaskHistory of={{ kind: 'by_user', id, name: person.display_name }} />
    </>
  );
}
