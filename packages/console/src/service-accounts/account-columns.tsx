import type { ServiceAccount } from '@keywright/sdk';
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CopyableId } from '../parts/copyable-id.tsx';
import type { Column } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { LastUsed } from '../tokens/last-used.tsx';
import { accountActs } from './account-acts.ts';
import type { ChosenAct } from './account-dialog.tsx';
import { AccountState } from './account-state.tsx';
import { pageOf } from './account-words.ts';

type Choose = (chosen: ChosenAct) => void;

export const accountColumns = (choose: Choose): readonly Column<ServiceAccount>[] => [
  { header: 'Account', isName: true, cell: (account) => <AccountLine account={account} /> },
  { header: 'State', cell: (account) => <AccountState account={account} /> },
  {
    header: 'Expires',
    cell: ({ expires_at }) => (
      <Text size="sm">{expires_at ? <RelativeTime at={expires_at} /> : 'Never'}</Text>
    ),
  },
  {
    header: 'Holds',
    cell: ({ num_tokens, num_grants }) => (
      <Text size="sm">
        {num_tokens === 1 ? '1 token' : `${num_tokens} tokens`},{' '}
        <span style={{ whiteSpace: 'nowrap' }}>
          {num_grants === 1 ? '1 grant' : `${num_grants} grants`}
        </span>
      </Text>
    ),
  },
  { header: 'Last used', cell: ({ last_used }) => <LastUsed lastUse={last_used} /> },
  {
    header: 'Renewal',
    cell: (account) => (
      <RenewButton account={account} onRenew={() => choose({ act: 'renew', account })} />
    ),
  },
  {
    header: 'Actions',
    isMenu: true,
    cell: (account) => (
      <RowMenu of={account.name} acts={accountActs(account, (act) => choose({ act, account }))} />
    ),
  },
];

function AccountLine({ account }: { readonly account: ServiceAccount }) {
  const { id, name, description, home } = account;
  return (
    <Stack gap={1} miw={0} align="flex-start">
      <Anchor
        size="sm"
        fw={600}
        renderRoot={(props) => <Link to={pageOf(home)} params={{ id }} {...props} />}
      >
        {name}
      </Anchor>
      {description && (
        <Text size="sm" c="dimmed" lineClamp={2} style={{ whiteSpace: 'pre-line' }}>
          {description}
        </Text>
      )}
      <CopyableId id={id} label="account id" />
    </Stack>
  );
}

interface RenewProps {
  readonly account: ServiceAccount;
  readonly onRenew: () => void;
}

function RenewButton({ account: { name, abilities }, onRenew }: RenewProps) {
  if (!abilities.includes('renew')) return null;
  return (
    <Button size="xs" variant="default" aria-label={`Renew ${name}`} onClick={onRenew}>
      Renew
    </Button>
  );
}
