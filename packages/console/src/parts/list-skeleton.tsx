import { Paper, Skeleton, Stack } from '@mantine/core';

/** The shape of a list that is on its way. */
export function ListSkeleton({ rows = 4 }: { readonly rows?: number }) {
  return (
    <Paper
      withBorder
      p="md"
      radius="md"
      bg="var(--page-surface)"
      role="status"
      aria-label="Loading"
    >
      <Stack gap="md">
        {Array.from({ length: rows }, (_, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: all alike, and they never move
          <Stack gap={6} key={n}>
            <Skeleton height={14} width="38%" />
            <Skeleton height={10} width="72%" />
          </Stack>
        ))}
      </Stack>
    </Paper>
  );
}
