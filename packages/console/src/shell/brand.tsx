import { Group, Text } from '@mantine/core';

/** The product's mark and name. */
export function Brand() {
  return (
    <Group gap={8} wrap="nowrap">
      <img src="/favicon.svg" alt="" width={26} height={26} />
      <Text span fw={700} size="lg">
        Keywright
      </Text>
    </Group>
  );
}
