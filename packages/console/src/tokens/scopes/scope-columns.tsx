import type { TokenScope } from '@keywright/sdk';
import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { wordsOf } from '../../access/resource-words.ts';
import type { Column } from '../../parts/list-table.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { ToneWord } from '../../parts/state-word.tsx';
import { plainWords } from '../../roles/permissions-by-type.ts';
import { isAnyProject, scopeSentence } from './scope-sentence.ts';

/** `onRemove` is left out where the reader may not change them. */
export const scopeColumns = (
  onRemove: ((scope: TokenScope) => void) | undefined,
): readonly Column<TokenScope>[] => [
  {
    header: 'Operation',
    isName: true,
    cell: ({ operation, covered_by }) => (
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {operation}
        </Text>
        {covered_by && <ToneWord tone="quiet">Covered by a wider one</ToneWord>}
      </Group>
    ),
  },
  { header: 'On', cell: (scope) => <On scope={scope} /> },
  { header: 'Project', cell: (scope) => <InProject scope={scope} /> },
  {
    header: 'Added',
    cell: ({ created_at }) => (
      <Text size="sm">
        <RelativeTime at={created_at} />
      </Text>
    ),
  },
  ...(onRemove === undefined ? [] : [removing(onRemove)]),
];

const removing = (onRemove: (scope: TokenScope) => void): Column<TokenScope> => ({
  header: 'Actions',
  isMenu: true,
  cell: (scope) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={`Remove: ${scopeSentence(scope)}`}
      onClick={() => onRemove(scope)}
    >
      <IconTrash size={18} />
    </ActionIcon>
  ),
});

function On({ scope: { entity_type, entity } }: { readonly scope: TokenScope }) {
  const type = plainWords(entity_type);
  const { icon: Icon } = wordsOf(entity_type as Parameters<typeof wordsOf>[0]);
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" miw={0}>
      <Icon size={18} stroke={1.7} style={{ flex: 'none', marginTop: 1 }} aria-hidden />
      <Stack gap={0} miw={0}>
        <Text size="sm">{entity ? entity.name : `Every ${type}`}</Text>
        {entity && (
          <Text size="sm" c="dimmed">
            {type}
          </Text>
        )}
      </Stack>
    </Group>
  );
}

function InProject({ scope }: { readonly scope: TokenScope }) {
  if (scope.project) return <Text size="sm">{scope.project.name}</Text>;
  return (
    <Text size="sm" c="dimmed">
      {isAnyProject(scope) ? 'Any' : 'None'}
    </Text>
  );
}
