import { Textarea } from '@mantine/core';
import type { ComponentProps } from 'react';

/** A field for JSON. */
export function JsonArea(props: ComponentProps<typeof Textarea>) {
  return (
    <Textarea
      autosize
      minRows={3}
      maxRows={14}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      {...props}
    />
  );
}
