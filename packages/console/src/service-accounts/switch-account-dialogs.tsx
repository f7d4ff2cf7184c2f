import type { ServiceAccount } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { shortTime } from '../parts/times.ts';
import { serviceAccountQuery } from '../queries/service-accounts.ts';
import { LastUsedSentence } from '../tokens/last-used.tsx';
import { refreshAccounts } from './refresh-accounts.ts';

interface Props {
  readonly account: ServiceAccount;
  readonly onClose: () => void;
}

const switchTo = (id: string, is_enabled: boolean) =>
  api.updateServiceAccount({ params: { id }, body: { is_enabled } }).then(refreshAccounts);

export function DisableAccountDialog({ account, onClose }: Props) {
  // Asked for anew: the list may be half a minute old, and the decision hangs on the last use.
  const { data: fresh = account } = useQuery(serviceAccountQuery(account.id));
  return (
    <ConfirmDialog
      title={`Disable ${account.name}?`}
      confirm="Disable"
      done={`${account.name} is disabled.`}
      onClose={onClose}
      act={() => switchTo(account.id, false)}
    >
      <Text size="sm">{stopped(fresh.num_tokens)}</Text>
      <LastUsedSentence lastUse={fresh.last_used} />
      <Text size="sm">Nothing is lost: enabling it again brings its tokens and rights back.</Text>
    </ConfirmDialog>
  );
}

export function EnableAccountDialog({ account, onClose }: Props) {
  const { name, expires_at, num_tokens } = account;
  const isOver = expires_at !== null && Date.parse(expires_at) <= Date.now();
  return (
    <ConfirmDialog
      title={`Enable ${name}?`}
      confirm="Enable"
      isDangerous={false}
      done={`${name} is enabled.`}
      onClose={onClose}
      act={() => switchTo(account.id, true)}
    >
      <Text size="sm">
        {num_tokens === 0
          ? 'It has no active token; make one for it next.'
          : `Its ${num_tokens === 1 ? 'token works' : `${num_tokens} tokens work`} again from the next request on.`}
      </Text>
      {isOver && (
        <Text size="sm">
          It expired on {shortTime(Date.parse(expires_at))}, so nothing works before it is given a
          later date too, under “Edit”.
        </Text>
      )}
    </ConfirmDialog>
  );
}

function stopped(tokens: number): string {
  if (tokens === 0) return 'It has no active token, so nothing stops working.';
  return `Whatever uses ${tokens === 1 ? 'its token' : `one of its ${tokens} tokens`} stops working at once: the next request is refused.`;
}
