import { Text } from '@mantine/core';
import type { AnyToken } from './any-token.ts';
import { lengthAsBefore } from './expiry.ts';
import { LastUsedSentence } from './last-used.tsx';
import { NewSecretDialog } from './new-secret-dialog.tsx';
import { callsOf, refreshTokens } from './token-calls.ts';
import { tokenName } from './token-name.ts';

interface Props {
  readonly token: AnyToken;
  readonly onClose: () => void;
}

/** A revoked or expired token brought back, with a new secret and a new end. */
export function RegenerateTokenDialog({ token, onClose }: Props) {
  return (
    <NewSecretDialog
      title={`Regenerate “${tokenName(token)}”?`}
      startWith={lengthAsBefore(token)}
      confirm="Regenerate"
      make={callsOf(token).regenerate}
      refresh={() => refreshTokens(token)}
      onClose={onClose}
    >
      <Text size="sm">
        The token is {token.state}. It comes back with a new secret, and keeps its id, name,
        description and scopes. The old secret never works again.
      </Text>
      <LastUsedSentence lastUse={token.last_used} />
    </NewSecretDialog>
  );
}
