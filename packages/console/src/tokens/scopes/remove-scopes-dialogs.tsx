import type { TokenScope } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import type { AnyToken } from '../any-token.ts';
import { LastUsedSentence } from '../last-used.tsx';
import { refreshTokens, tokenQuery } from '../token-calls.ts';
import { tokenName } from '../token-name.ts';
import { scopeCallsOf } from './scope-calls.ts';
import { scopeSentence } from './scope-sentence.ts';

interface Props {
  readonly token: AnyToken;
  readonly onClose: () => void;
}

export function RemoveScopeDialog({
  token,
  scope,
  onClose,
}: Props & { readonly scope: TokenScope }) {
  const { data: fresh = token } = useQuery(tokenQuery(token));
  return (
    <ConfirmDialog
      title="Remove this scope?"
      confirm="Remove scope"
      isDangerous={!scope.covered_by}
      done="The scope is removed."
      onClose={onClose}
      act={async () => {
        await scopeCallsOf(token).remove(scope.id);
        await refreshTokens(token);
      }}
    >
      <Text size="sm">
        <b>{scopeSentence(scope)}</b>
      </Text>
      <Text size="sm">
        {scope.covered_by
          ? `Nothing stops working: a wider scope lets “${tokenName(token)}” do the same.`
          : `From its next request on, “${tokenName(token)}” is refused this, and live connections that rest on it end.`}
      </Text>
      <LastUsedSentence lastUse={fresh.last_used} />
    </ConfirmDialog>
  );
}

export function RemoveAllScopesDialog({ token, onClose }: Props) {
  const { data: fresh = token } = useQuery(tokenQuery(token));
  const { num_scopes: count } = fresh;
  return (
    <ConfirmDialog
      title={`Remove all scopes of “${tokenName(token)}”?`}
      confirm="Remove all scopes"
      done="All scopes are removed."
      nameToType={tokenName(token)}
      onClose={onClose}
      act={async () => {
        await scopeCallsOf(token).removeAll();
        await refreshTokens(token);
      }}
    >
      <Text size="sm">
        {count === 1 ? 'Its one scope goes' : `Its ${count} scopes go`} at once. From its next
        request on the token can read and revoke itself, and is refused everything else; live
        connections end.
      </Text>
      <LastUsedSentence lastUse={fresh.last_used} />
    </ConfirmDialog>
  );
}
