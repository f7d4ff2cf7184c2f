import type { RoleEffect } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { PathLine } from '../access/path-line.tsx';
import { PrincipalLine } from '../access/principal-line.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';

type Changed = RoleEffect['items'][number];

/** Who gains and who loses what, before anything is changed. */
export function RoleEffectView({ effect }: { readonly effect: RoleEffect }) {
  const { num_changed, num_grants, items } = effect;
  return (
    <Stack gap="sm">
      <Text size="sm">{effectWords(num_changed, num_grants)}</Text>
      {items.length > 0 && (
        <ListTable
          label="Who gains and who loses what"
          columns={columns}
          rows={items}
          rowKey={({ principal, resource }) => `${principal.id} ${resource.id}`}
        />
      )}
      {num_changed > new Set(items.map(({ principal }) => principal.id)).size && (
        <Text size="sm" c="dimmed">
          Only the first of them are listed.
        </Text>
      )}
    </Stack>
  );
}

const columns: readonly Column<Changed>[] = [
  {
    header: 'Who',
    isName: true,
    cell: ({ principal }) => <PrincipalLine principal={principal} />,
  },
  { header: 'On', cell: ({ resource }) => <PathLine path={[]} resource={resource} /> },
  {
    header: 'Change',
    cell: ({ gains, loses }) => (
      <Stack gap={4}>
        <Permissions verb="Gains" list={gains} />
        <Permissions verb="Loses" list={loses} />
      </Stack>
    ),
  },
];

function Permissions({ verb, list }: { readonly verb: string; readonly list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <Text size="sm">
      <b>{verb}</b> {list.join(', ')}
    </Text>
  );
}

function effectWords(changed: number, grants: number): string {
  if (grants === 0) return 'Nobody holds this role, so nobody gains or loses anything.';
  const used = grants === 1 ? '1 grant uses this role' : `${grants} grants use this role`;
  if (changed === 0)
    return `${used}, and nobody gains or loses anything: they hold the same through others.`;
  return `${used}. ${changed === 1 ? '1 principal gains or loses' : `${changed} principals gain or lose`} something, from their next request on.`;
}
