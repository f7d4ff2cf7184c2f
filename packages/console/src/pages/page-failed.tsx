import { Button, Text } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { LonePage } from '../parts/lone-page.tsx';

/** A page that could not be shown: most often its files are gone because the server was updated meanwhile. */
export function PageFailed({ error }: ErrorComponentProps) {
  return (
    <LonePage title="This page could not be shown">
      <Text>
        The server may have been updated since you opened it. Reload the page; if that does not
        help, tell the administrator what stands here.
      </Text>
      <Text size="sm" c="dimmed" ff="monospace">
        {error instanceof Error ? error.message : String(error)}
      </Text>
      <Button onClick={() => location.reload()}>Reload</Button>
    </LonePage>
  );
}
