import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AnyToken } from './any-token.ts';
import { lengthAsBefore } from './expiry.ts';
import { LastUsedSentence } from './last-used.tsx';
import { NewSecretDialog } from './new-secret-dialog.tsx';
import { callsOf, refreshTokens, tokenQuery } from './token-calls.ts';
import { tokenName } from './token-name.ts';

interface Props {
  readonly token: AnyToken;
  readonly onClose: () => void;
}

/** A new secret for a token, in place of the old, at once. */
export function RenewTokenDialog({ token, onClose }: Props) {
  const { data: fresh = token } = useQuery(tokenQuery(token));
  return (
    <NewSecretDialog
      title={`Renew “${tokenName(token)}”?`}
      startWith={lengthAsBefore(token)}
      confirm="Renew"
      isDangerous
      make={callsOf(token).renew}
      refresh={() => refreshTokens(token)}
      onClose={onClose}
    >
      <Text size="sm">
        The token gets a new secret and keeps its id, name, description and scopes. Whatever uses
        the old secret stops working at once. To give it time, rotate the token instead.
      </Text>
      <LastUsedSentence lastUse={fresh.last_used} />
    </NewSecretDialog>
  );
}
