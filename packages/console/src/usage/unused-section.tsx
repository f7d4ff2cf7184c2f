import type { Unused } from '@keywright/sdk';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { late } from '../parts/late.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { unusedQuery, type Whose } from '../queries/usage.ts';
import { counted } from '../tree/loss-words.ts';
import { UnusedList } from './unused-list.tsx';

const RemoveUnusedDialog = late(() =>
  import('./remove-unused-dialog.tsx').then((file) => file.RemoveUnusedDialog),
);

/** What nobody used in 90 days, and the way to take it away. */
export function UnusedSection({ whose }: { readonly whose: Whose }) {
  const heading = useId();
  const unused = useQuery(unusedQuery(whose));
  const [removing, setRemoving] = useState(false);
  return (
    <Stack component="section" gap="sm" aria-labelledby={heading}>
      <Title order={2} size="h4" id={heading}>
        Not used in 90 days
      </Title>
      {unused.data ? (
        <Paper withBorder p="lg" radius="md" bg="var(--page-surface)">
          <Known unused={unused.data} onRemove={() => setRemoving(true)} />
        </Paper>
      ) : unused.error ? (
        <ErrorPanel error={unused.error} onRetry={() => void unused.refetch()} />
      ) : (
        <ListSkeleton rows={1} />
      )}
      {removing && unused.data && (
        <RemoveUnusedDialog whose={whose} unused={unused.data} onClose={() => setRemoving(false)} />
      )}
    </Stack>
  );
}

interface KnownProps {
  readonly unused: Unused;
  readonly onRemove: () => void;
}

function Known({ unused, onRemove }: KnownProps) {
  const { num_tokens, num_scopes, scopes_noted_since, before } = unused;
  const isNone = num_tokens + num_scopes === 0;
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text fw={600}>
          {isNone
            ? 'Everything here is in use, or younger than that'
            : `${counted(num_tokens, 'token')} and ${counted(num_scopes, 'scope')}`}
        </Text>
        {!isNone && (
          <Button variant="default" c="var(--mantine-color-error)" onClick={onRemove}>
            Remove…
          </Button>
        )}
      </Group>
      <UnusedList tokens={unused.tokens} scopes={unused.scopes} />
      {Date.parse(scopes_noted_since) > Date.parse(before) && (
        <Text size="xs" c="dimmed">
          Uses of scopes are noted for less than 90 days so far, so no scope is named yet.
        </Text>
      )}
    </Stack>
  );
}
