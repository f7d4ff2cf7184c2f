import { TaskHistory } from '../history/task-history.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { useProfile } from '../queries/profile.ts';

export function YourHistoryPage() {
  const { user } = useProfile();
  return (
    <>
      <PageHeader
        title="History"
        trail={[{ label: 'You', to: '/profile/you' }]}
        about="What you did to deployments, in a browser or through one of your tokens. What a token did alone stands behind “History” in the list of your tokens."
      />
      <TaskHistory of={{ kind: 'by_user', id: user.id, name: user.display_name }} />
    </>
  );
}
