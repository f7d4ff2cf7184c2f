import { Button, Text } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { LonePage } from '../parts/lone-page.tsx';

/** A page that could not be shown: its files are gone because the server was updated meanwhile, or the server is down. */
export function PageFailed({ error }: ErrorComponentProps): ReactNode {
  const [tries, setTries] = useState(0);
  const reload = async () => {
    // A reload while the server is down would leave nothing here to try again with.
    const isThere = await fetch('/healthz').then(
      () => true,
      () => false,
    );
    if (isThere) location.reload();
    else setTries(tries + 1);
  };
  return (
    <LonePage title="This page could not be shown">
      <Text>
        The server cannot be reached, or was updated since you opened it. Reload the page; if that
        does not help, tell the administrator what stands here.
      </Text>
      <Text size="sm" c="dimmed" ff="monospace">
        {error instanceof Error ? error.message : String(error)}
      </Text>
      <Text size="sm" role="status">
        {tries > 0 &&
          `The server does not answer yet (tried ${tries === 1 ? 'once' : `${tries} times`}).`}
      </Text>
      <Button onClick={reload}>Reload</Button>
    </LonePage>
  );
}
