import type { Unused } from '@keywright/sdk';
import { Checkbox, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { unusedPreviewQuery, type Whose } from '../queries/usage.ts';
import { counted } from '../tree/loss-words.ts';
import { UnusedList } from './unused-list.tsx';

interface Props {
  readonly whose: Whose;
  /** What was shown. */
  readonly unused: Unused;
  readonly onClose: () => void;
}

/** Shows what would go, and takes away exactly that; what is used meanwhile is spared. */
export function RemoveUnusedDialog({ whose, unused, onClose }: Props) {
  const [parts, setParts] = useState({ tokens: true, scopes: true });
  const queries = useQueryClient();
  const named = {
    tokens: parts.tokens ? unused.tokens.map(({ id }) => id) : [],
    scopes: parts.scopes ? unused.scopes.map(({ id }) => id) : [],
  };
  const preview = useQuery(unusedPreviewQuery(whose, named));
  const { tokens, scopes } = preview.data ?? { tokens: [], scopes: [] };
  const all = [
    tokens.length > 0 && `Revoke ${counted(tokens.length, 'token')}`,
    scopes.length > 0 && `remove ${counted(scopes.length, 'scope')}`,
  ].filter((one) => typeof one === 'string');
  return (
    <ConfirmDialog
      title="Remove what was not used in 90 days?"
      confirm={capital(all.join(', ')) || 'Remove'}
      done="What was not used is removed."
      size="xl"
      isWaiting={all.length === 0}
      act={async () => {
        await api.removeUnused({
          body: {
            ...whose,
            tokens: tokens.map(({ id }) => id),
            scopes: scopes.map(({ id }) => id),
          },
        });
        await Promise.all([
          queries.invalidateQueries({ queryKey: ['unused'] }),
          askAgain('user_token'),
          askAgain('service_account_token'),
        ]);
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          Revoked tokens stay in their lists and can be regenerated; scopes can be added again.
          Nothing here was used for 90 days, and what is used before you press the button is spared.
        </Text>
        {unused.tokens.length > 0 && (
          <Checkbox
            label={`Revoke ${counted(unused.tokens.length, 'token')}`}
            checked={parts.tokens}
            onChange={({ currentTarget }) => setParts({ ...parts, tokens: currentTarget.checked })}
          />
        )}
        {unused.scopes.length > 0 && (
          <Checkbox
            label={`Remove ${counted(unused.scopes.length, 'scope')} of tokens that are in use`}
            checked={parts.scopes}
            onChange={({ currentTarget }) => setParts({ ...parts, scopes: currentTarget.checked })}
          />
        )}
        {preview.data ? (
          <UnusedList tokens={tokens} scopes={scopes} />
        ) : preview.error ? (
          <ErrorPanel error={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <ListSkeleton rows={2} />
        )}
      </Stack>
    </ConfirmDialog>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
