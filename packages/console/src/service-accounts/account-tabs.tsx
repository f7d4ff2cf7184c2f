import type { ServiceAccount } from '@keywright/sdk';
import { PageTabs } from '../parts/page-tabs.tsx';

/** The parts of an account's page. */
export function AccountTabs({ account: { id, name, home } }: { readonly account: ServiceAccount }) {
  return (
    <PageTabs
      label={`Parts of ${name}`}
      tabs={home.type === 'site' ? botTabs : accountTabs}
      params={{ id }}
    />
  );
}

const botTabs = [
  { label: 'Overview', to: '/admin/bots/$id' },
  { label: 'History', to: '/admin/bots/$id/history' },
] as const;
const accountTabs = [
  { label: 'Overview', to: '/service-accounts/$id' },
  { label: 'History', to: '/service-accounts/$id/history' },
] as const;
