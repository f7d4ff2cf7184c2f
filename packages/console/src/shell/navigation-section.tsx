import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly children: ReactNode;
}

/** Entries of the navigation under a word for them. */
export function NavigationSection({ label, children }: Props) {
  return (
    <div>
      <Text size="sm" fw={600} c="dimmed" px="sm" mb={4}>
        {label}
      </Text>
      {children}
    </div>
  );
}
