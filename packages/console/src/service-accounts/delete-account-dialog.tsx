import type { ServiceAccount, ServiceAccountLoss } from '@keywright/sdk';
import { List, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { serviceAccountLossQuery } from '../queries/service-accounts.ts';
import { LastUsedSentence } from '../tokens/last-used.tsx';
import { accountWord } from './account-words.ts';
import { refreshAccounts } from './refresh-accounts.ts';

interface Props {
  readonly account: ServiceAccount;
  readonly onDeleted?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Says what goes with an account before it goes, by the server's own count. */
export function DeleteAccountDialog({ account, onDeleted, onClose }: Props) {
  const { id, name, home } = account;
  const loss = useQuery(serviceAccountLossQuery(id));
  const word = accountWord(home);
  const act = async () => {
    await api.deleteServiceAccount({ params: { id } });
    onDeleted?.();
    await refreshAccounts();
  };
  return (
    <ConfirmDialog
      title={`Delete the ${word} “${name}”?`}
      confirm={word === 'bot' ? 'Delete bot' : 'Delete service account'}
      done={`“${name}” is deleted.`}
      nameToType={name}
      isWaiting={!loss.data}
      act={act}
      onClose={onClose}
    >
      {loss.data ? (
        <Lost loss={loss.data} />
      ) : loss.error ? (
        <ErrorPanel error={loss.error} onRetry={() => void loss.refetch()} />
      ) : (
        <Skeleton height={96} role="status" aria-label="Loading" />
      )}
    </ConfirmDialog>
  );
}

function Lost({ loss: { tokens, grants, last_used } }: { readonly loss: ServiceAccountLoss }) {
  return (
    <>
      <Text size="sm">
        It cannot be brought back, and its id is never used again. This goes, at once:
      </Text>
      <List size="sm">
        <List.Item>{counted(tokens, 'active token')}</List.Item>
        <List.Item>{counted(grants, 'grant')} of access</List.Item>
      </List>
      <LastUsedSentence lastUse={last_used} />
      <Text size="sm">The audit record keeps its name.</Text>
    </>
  );
}

function counted(count: number, what: string): string {
  if (count === 0) return `No ${what}`;
  return count === 1 ? `1 ${what}` : `${count.toLocaleString('en')} ${what}s`;
}
