import type { ResourceType } from '@keywright/sdk';
import { ThemeIcon } from '@mantine/core';
import { wordsOf } from '../access/resource-words.ts';

/** The picture of a type beside a name; what it means stands in words elsewhere. */
export function TypeIcon({ type }: { readonly type: string }) {
  const { icon: Icon } = wordsOf(type as ResourceType);
  return (
    <ThemeIcon variant="light" color="gray" size={30} radius="md" aria-hidden>
      <Icon size={17} stroke={1.7} />
    </ThemeIcon>
  );
}
