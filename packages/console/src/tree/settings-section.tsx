import { Box, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly about?: ReactNode;
  /** As wide as there is room: for a list. */
  readonly isWide?: boolean;
  readonly children?: ReactNode;
}

/** One matter of a settings page, with a heading. */
export function SettingsSection({ title, about, isWide = false, children }: SectionProps) {
  return (
    <Paper
      withBorder
      p="lg"
      radius="md"
      bg="var(--page-surface)"
      {...(!isWide && { maw: '46rem' })}
      component="section"
    >
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          {about && (
            <Text size="sm" c="dimmed" mt={4}>
              {about}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}

interface ActProps {
  readonly label: string;
  readonly about: ReactNode;
  readonly isDangerous?: boolean;
  readonly onAct: () => void;
}

/** An act that asks before it does anything, with what it is for beside it. */
export function SettingsAct({ label, about, isDangerous = false, onAct }: ActProps) {
  return (
    <Group justify="space-between" gap="sm">
      <Box flex="1 1 18rem">
        <Text size="sm">{about}</Text>
      </Box>
      <Button
        variant="default"
        {...(isDangerous && { c: 'var(--mantine-color-error)' })}
        onClick={onAct}
      >
        {label}
      </Button>
    </Group>
  );
}
