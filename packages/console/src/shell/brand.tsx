import { Group, Text } from '@mantine/core';

/** The product's mark and name. Drawn here, so that it is there even where the server does not answer. */
export function Brand() {
  return (
    <Group gap={8} wrap="nowrap">
      <svg viewBox="0 0 32 32" width={26} height={26} aria-hidden>
        <rect width="32" height="32" rx="8" fill="#4263eb" />
        <g fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round">
          <circle cx="12" cy="16" r="5" />
          <path d="M17 16h9m-3 0v4" />
        </g>
      </svg>
      <Text span fw={700} size="lg">
        Keywright
      </Text>
    </Group>
  );
}
