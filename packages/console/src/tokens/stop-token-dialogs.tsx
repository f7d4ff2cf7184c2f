import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import type { AnyToken } from './any-token.ts';
import { LastUsedSentence } from './last-used.tsx';
import { callsOf, refreshTokens, tokenBeforeItsEndQuery, tokenQuery } from './token-calls.ts';
import { tokenName } from './token-name.ts';

interface Props {
  readonly token: AnyToken;
  readonly onClose: () => void;
}

export function RevokeTokenDialog({ token, onClose }: Props) {
  // Asked for anew: the list may be half a minute old, and the decision hangs on the last use.
  const { data: fresh = token } = useQuery(tokenQuery(token));
  return (
    <ConfirmDialog
      title={`Revoke “${tokenName(token)}”?`}
      confirm="Revoke token"
      done={`“${tokenName(token)}” is revoked.`}
      onClose={onClose}
      act={() =>
        callsOf(token)
          .revoke()
          .then(() => refreshTokens(token))
      }
    >
      <Text size="sm">
        Whatever uses this token stops working at once: its next request is refused. The token stays
        in the list as revoked, and can be regenerated with a new secret.
      </Text>
      <LastUsedSentence lastUse={fresh.last_used} />
    </ConfirmDialog>
  );
}

interface DeleteProps extends Props {
  /** Where the page is about the token: leads away from it before it is asked for again. */
  readonly onDeleted?: (() => Promise<unknown>) | undefined;
}

export function DeleteTokenDialog({ token, onDeleted, onClose }: DeleteProps) {
  const { data: fresh = token } = useQuery(tokenBeforeItsEndQuery(token));
  const works = token.state === 'active';
  return (
    <ConfirmDialog
      title={`Delete “${tokenName(token)}”?`}
      confirm="Delete token"
      done={`“${tokenName(token)}” is deleted.`}
      nameToType={works ? tokenName(token) : undefined}
      onClose={onClose}
      act={async () => {
        await callsOf(token).delete();
        await onDeleted?.();
        await refreshTokens(token);
      }}
    >
      <Text size="sm">
        {works
          ? 'Whatever uses this token stops working at once, and it can never be brought back: a revoked one can.'
          : `It is ${token.state} already, so nothing stops working. It can be regenerated no more.`}{' '}
        It leaves the list for good; the record of what was done with it stays.
      </Text>
      <LastUsedSentence lastUse={fresh.last_used} />
    </ConfirmDialog>
  );
}
