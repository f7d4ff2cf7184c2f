import type { ListedUser } from '@keywright/sdk';
import { PageTabs } from '../parts/page-tabs.tsx';

/** The parts of a person's page. */
export function PersonTabs({ person }: { readonly person: ListedUser }) {
  return (
    <PageTabs label={`Parts of ${person.display_name}`} tabs={tabs} params={{ id: person.id }} />
  );
}

const tabs = [
  { label: 'Overview', to: '/admin/users/$id' },
  { label: 'History', to: '/admin/users/$id/history' },
] as const;
