import type { TokenPolicyEffect } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { PrincipalLine } from '../access/principal-line.tsx';
import { CopyableId } from '../parts/copyable-id.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { tokenName } from '../tokens/token-name.ts';
import { counted } from '../tree/loss-words.ts';
import { becauseWords } from './policy-words.ts';

type Broken = TokenPolicyEffect['items'][number];

/** The active tokens that could not be made under a policy, before it is set. */
export function PolicyEffectView({ effect }: { readonly effect: TokenPolicyEffect }) {
  const { num_tokens, items } = effect;
  if (num_tokens === 0) {
    return <Text size="sm">Every active token could be made under it. Nothing stops working.</Text>;
  }
  return (
    <Stack gap="sm">
      <Text size="sm">
        <b>{counted(num_tokens, 'active token')}</b> could not be made under it:
      </Text>
      <ListTable
        label="Tokens that the policy would break"
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
      />
      {num_tokens > items.length && (
        <Text size="sm" c="dimmed">
          Only the {items.length} that were used last are listed.
        </Text>
      )}
    </Stack>
  );
}

const columns: readonly Column<Broken>[] = [
  {
    header: 'Token',
    isName: true,
    cell: (token) => (
      <Stack gap={0} miw={0} align="flex-start">
        <Text size="sm" fw={600}>
          {tokenName(token)}
        </Text>
        <CopyableId id={token.id} label="token id" />
      </Stack>
    ),
  },
  { header: 'Owner', cell: ({ owner }) => <PrincipalLine principal={owner} /> },
  { header: 'Why', cell: ({ because }) => <Text size="sm">{becauseWords(because)}</Text> },
  {
    header: 'Last used',
    cell: ({ last_used_at }) => (
      <Text size="sm">{last_used_at ? <RelativeTime at={last_used_at} /> : 'Never'}</Text>
    ),
  },
];
