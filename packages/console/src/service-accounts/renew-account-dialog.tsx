import type { ServiceAccount } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { serviceAccountQuery } from '../queries/service-accounts.ts';
import { LastUsedSentence } from '../tokens/last-used.tsx';
import { NewSecretDialog } from '../tokens/new-secret-dialog.tsx';
import { refreshAccounts } from './refresh-accounts.ts';

interface Props {
  readonly account: ServiceAccount;
  readonly onClose: () => void;
}

/** One new token for an account, and every old one dead. */
export function RenewAccountDialog({ account, onClose }: Props) {
  const { data: fresh = account } = useQuery(serviceAccountQuery(account.id));
  return (
    <NewSecretDialog
      title={`Renew ${account.name}?`}
      startWith="30d"
      confirm="Renew"
      isDangerous
      make={(body) => api.renewServiceAccount({ params: { id: account.id }, body })}
      refresh={refreshAccounts}
      onClose={onClose}
    >
      <Text size="sm">{ended(fresh.num_tokens)}</Text>
      <LastUsedSentence
        lastUse={fresh.last_used}
        never={fresh.num_tokens === 1 ? 'It has never been used.' : 'None was ever used.'}
      />
      <Text size="sm">What the account may do stays as it is.</Text>
    </NewSecretDialog>
  );
}

function ended(tokens: number): string {
  if (tokens === 0) return 'It has no active token, so nothing stops working. It gets a new one.';
  return tokens === 1
    ? 'Every old token stops working now: 1 is active. One new token takes its place.'
    : `Every old token stops working now: ${tokens} are active. One new token takes their place.`;
}
