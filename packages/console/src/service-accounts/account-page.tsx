import type { ServiceAccount } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { PrincipalAccess } from '../access/principal-access.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { late } from '../parts/late.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader, type Step } from '../parts/page-header.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { serviceAccountQuery } from '../queries/service-accounts.ts';
import { type AccountAct, accountActs } from './account-acts.ts';
import { AccountCard } from './account-card.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { AccountTabs } from './account-tabs.tsx';
import { AccountTokens } from './account-tokens.tsx';
import { listOf, trailOf } from './account-words.ts';

const UsageSection = late(() =>
  import('../usage/usage-section.tsx').then((file) => file.UsageSection),
);
const UnusedSection = late(() =>
  import('../usage/unused-section.tsx').then((file) => file.UnusedSection),
);

interface Props {
  readonly id: string;
  /** What stands above the page while the account, and with it its home, is not known. */
  readonly title: string;
  readonly trail: readonly Step[];
}

/** One service account: what it is, its tokens, and what it may do. */
export function AccountPage({ id, title, trail }: Props) {
  const account = useQuery(serviceAccountQuery(id));
  if (account.data) {
    return <Account key={id} account={account.data} />;
  }
  return (
    <>
      <PageHeader title={title} trail={trail} />
      {account.error ? (
        <ErrorPanel error={account.error} onRetry={() => void account.refetch()} />
      ) : (
        <ListSkeleton rows={3} />
      )}
    </>
  );
}

function Account({ account }: { readonly account: ServiceAccount }) {
  const [act, setAct] = useState<AccountAct>();
  const navigate = useNavigate();
  const { name, home } = account;
  return (
    <>
      <PageHeader
        title={name}
        trail={trailOf(home)}
        action={<RowMenu of={name} acts={accountActs(account, setAct)} isWord />}
      />
      <AccountTabs account={account} />
      <Stack gap="xl">
        <AccountCard account={account} />
        <AccountTokens account={account} onAct={setAct} />
        {account.abilities.includes('list_tokens') && (
          <>
            <UsageSection subject={{ kind: 'service_account', id: account.id }} />
            <UnusedSection whose={{ service_account_id: account.id }} />
          </>
        )}
        <PrincipalAccess principal={{ kind: 'service_account', id: account.id, name }} />
      </Stack>
      {act && (
        <AccountDialog
          act={act}
          account={account}
          onClose={() => setAct(undefined)}
          onDeleted={() => void navigate({ ...listOf(home), replace: true })}
        />
      )}
    </>
  );
}
