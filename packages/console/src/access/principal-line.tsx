import type { PrincipalRef } from '@keywright/sdk';
import { Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { principalWords } from '../grants/principal-words.ts';

interface Props {
  readonly principal: PrincipalRef;
}

/** Who holds something: their name and what they are. */
export function PrincipalLine({ principal: { kind, name } }: Props) {
  const { word, icon: Icon } = principalWords[kind];
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
      <ThemeIcon variant="light" color="gray" size={30} radius="xl" aria-hidden>
        <Icon size={17} />
      </ThemeIcon>
      <Stack gap={0} miw={0}>
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {word}
        </Text>
      </Stack>
    </Group>
  );
}
