import type { ResourceRef } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { resourceWords } from './resource-words.ts';

interface Props {
  readonly path: readonly ResourceRef[];
  readonly resource: ResourceRef;
}

/** A node of the tree by its name, and what it stands in. */
export function PathLine({ path, resource }: Props) {
  const { word } = resourceWords[resource.type];
  const above = path.map(({ name }) => name).join(' / ');
  return (
    <Stack gap={0} miw={0}>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {resource.name}
      </Text>
      <Text size="sm" c="dimmed">
        {above ? `${word} in ${above}` : word}
      </Text>
    </Stack>
  );
}
