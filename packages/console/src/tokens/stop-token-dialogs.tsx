import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import type { AnyToken } from './any-token.ts';
import { LastUsedSentence } from './last-used.tsx';
import { callsOf, refreshTokens, tokenQuery } from './token-calls.ts';
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
        in the list as revoked.
      </Text>
      <LastUsedSentence lastUse={fresh.last_used} />
    </ConfirmDialog>
  );
}

export function DeleteTokenDialog({ token, onClose }: Props) {
  return (
    <ConfirmDialog
      title={`Delete “${tokenName(token)}”?`}
      confirm="Delete token"
      done={`“${tokenName(token)}” is deleted.`}
      onClose={onClose}
      act={() =>
        callsOf(token)
          .delete()
          .then(() => refreshTokens(token))
      }
    >
      <Text size="sm">
        It is {token.state} already, so nothing stops working. It leaves the list for good; the
        record of what was done with it stays.
      </Text>
      <LastUsedSentence lastUse={token.last_used} />
    </ConfirmDialog>
  );
}
