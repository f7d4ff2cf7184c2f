import { Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CopyableText } from './copyable-text.tsx';

interface Props {
  readonly icon: Icon;
  readonly title: string;
  /** What this is for, and the first step. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly command?: { readonly label: string; readonly text: string };
}

/** An empty page teaches: what would stand here, how to begin, and the same from a shell. */
export function EmptyState({ icon: Icon, title, children, action, command }: Props) {
  return (
    <Paper withBorder p="xl" radius="md" bg="var(--page-surface)">
      <Stack align="center" gap="sm" maw="38rem" mx="auto" ta="center">
        <ThemeIcon size={48} radius="xl" variant="light" aria-hidden>
          <Icon size={26} />
        </ThemeIcon>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text c="dimmed" size="sm">
          {children}
        </Text>
        {action}
        {command && (
          <Stack w="100%" ta="left" mt="sm">
            <CopyableText {...command} />
          </Stack>
        )}
      </Stack>
    </Paper>
  );
}
