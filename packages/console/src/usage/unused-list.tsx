import type { Unused } from '@keywright/sdk';
import { Code, Text } from '@mantine/core';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';

type Token = Unused['tokens'][number];
type Scope = Unused['scopes'][number];

/** Tokens and scopes that nobody used, by name. */
export function UnusedList({ tokens, scopes }: Pick<Unused, 'tokens' | 'scopes'>) {
  return (
    <>
      {tokens.length > 0 && (
        <ListTable
          label="Unused tokens"
          columns={tokenColumns}
          rows={tokens}
          rowKey={({ id }) => id}
        />
      )}
      {scopes.length > 0 && (
        <ListTable
          label="Unused scopes"
          columns={scopeColumns}
          rows={scopes}
          rowKey={({ id }) => id}
        />
      )}
    </>
  );
}

const never = (
  <Text size="sm" c="dimmed" span>
    Never
  </Text>
);
const lastUse = ({ last_used_at: at }: { readonly last_used_at: string | null }) =>
  at === null ? never : <RelativeTime at={at} />;

const tokenColumns: Column<Token>[] = [
  { header: 'Token', isName: true, cell: ({ name, id }) => name || id },
  { header: 'Of', cell: ({ owner }) => owner.name },
  { header: 'Issued', cell: ({ issued_at: at }) => <RelativeTime at={at} /> },
  { header: 'Last used', cell: lastUse },
];

const scopeColumns: Column<Scope>[] = [
  { header: 'Scope', isName: true, cell: ({ permission }) => <Code>{permission}</Code> },
  {
    header: 'On',
    cell: ({ target }) => (target.type === 'site' ? 'Everything' : target.name),
  },
  { header: 'Of the token', cell: ({ token }) => token.name || token.id },
  { header: 'Last used', cell: lastUse },
];
