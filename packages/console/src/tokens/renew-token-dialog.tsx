import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import type { AnyToken } from './any-token.ts';
import { LastUsedSentence } from './last-used.tsx';
import { RenewDialog } from './renew-dialog.tsx';
import { refreshTokens, tokenQuery } from './token-calls.ts';
import { tokenName } from './token-name.ts';

interface Props {
  readonly token: AnyToken;
  readonly onClose: () => void;
}

/** A new secret for a token of a service account, in place of the old. */
export function RenewTokenDialog({ token, onClose }: Props) {
  const { data: fresh = token } = useQuery(tokenQuery(token));
  return (
    <RenewDialog
      title={`Renew “${tokenName(token)}”?`}
      startWith={token.expires_at === null ? 'never' : '30d'}
      renew={(body) => api.renewServiceAccountToken({ params: { id: token.id }, body })}
      refresh={() => refreshTokens(token)}
      onClose={onClose}
    >
      <Text size="sm">
        The token gets a new secret and keeps its id, name and description. Whatever uses the old
        secret stops working at once.
      </Text>
      <LastUsedSentence lastUse={fresh.last_used} />
    </RenewDialog>
  );
}
