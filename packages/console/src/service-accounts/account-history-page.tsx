import { useQuery } from '@tanstack/react-query';
import { TaskHistory } from '../history/task-history.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader, type Step } from '../parts/page-header.tsx';
import { serviceAccountQuery } from '../queries/service-accounts.ts';
import { AccountTabs } from './account-tabs.tsx';
import { trailOf } from './account-words.ts';

interface Props {
  readonly id: string;
  /** What stands above the page while the account, and with it its home, is not known. */
  readonly title: string;
  readonly trail: readonly Step[];
}

/** Everything a service account did to deployments, whichever of its tokens it came with. */
export function AccountHistoryPage({ id, title, trail }: Props) {
  const { data: account, error, refetch } = useQuery(serviceAccountQuery(id));
  if (!account) {
    return (
      <>
        <PageHeader title={title} trail={trail} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <ListSkeleton />}
      </>
    );
  }
  const { name, home } = account;
  return (
    <>
      <PageHeader key={id} title={name} part="History" trail={trailOf(home)} />
      <AccountTabs account={account} />
      <TaskHistory of={{ kind: 'by_service_account', id, name }} />
    </>
  );
}
