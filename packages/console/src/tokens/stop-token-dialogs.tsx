import type { UserToken } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { userTokenQuery } from '../queries/user-tokens.ts';
import { queryClient } from '../query-client.ts';
import { tokenName } from './token-name.ts';

interface Props {
  readonly token: UserToken;
  readonly onClose: () => void;
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['user_token'] });

export function RevokeTokenDialog({ token, onClose }: Props) {
  // Asked for anew: the list may be half a minute old, and the decision hangs on the last use.
  const { data: fresh = token } = useQuery(userTokenQuery(token.id));
  return (
    <ConfirmDialog
      title={`Revoke “${tokenName(token)}”?`}
      confirm="Revoke token"
      done={`“${tokenName(token)}” is revoked.`}
      onClose={onClose}
      act={() => api.revokeUserToken({ params: { id: token.id } }).then(refresh)}
    >
      <Text size="sm">
        Whatever uses this token stops working at once: its next request is refused. The token stays
        in the list as revoked.
      </Text>
      <LastUse token={fresh} />
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
      act={() => api.deleteUserToken({ params: { id: token.id } }).then(refresh)}
    >
      <Text size="sm">
        It is {token.state} already, so nothing stops working. It leaves the list for good; the
        record of what was done with it stays.
      </Text>
      <LastUse token={token} />
    </ConfirmDialog>
  );
}

function LastUse({ token: { last_used } }: { readonly token: UserToken }) {
  if (!last_used) return <Text size="sm">It has never been used.</Text>;
  return (
    <Text size="sm">
      Last used{' '}
      <b>
        <RelativeTime at={last_used.at} />
      </b>
      {last_used.address && (
        <>
          {' '}
          by <b>{last_used.address}</b>
        </>
      )}
      {last_used.user_agent && ` (${last_used.user_agent.slice(0, 80)})`}.
    </Text>
  );
}
