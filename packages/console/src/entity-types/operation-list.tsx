import type { ListedEntityType } from '@keywright/sdk';
import { Anchor, Collapse, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { Facts } from '../parts/facts.tsx';

/** How many operations a type has, their names, and on a click what each means. */
export function OperationList({ type }: { readonly type: ListedEntityType }) {
  const [opened, { toggle }] = useDisclosure(false);
  const listId = useId();
  const { operations, meanings, title } = type;
  return (
    <Stack gap={4} align="flex-start">
      {!opened && <Text size="sm">{operations.join(', ')}</Text>}
      <Collapse expanded={opened} id={listId} w="100%">
        <Facts
          facts={operations.map((name) => [name, meanings[name] || 'No meaning was given.'])}
        />
      </Collapse>
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="left"
        aria-expanded={opened}
        aria-controls={listId}
        onClick={toggle}
      >
        {opened ? 'Hide what they mean' : 'What they mean'}
        <VisuallyHidden> for {title}</VisuallyHidden>
      </Anchor>
    </Stack>
  );
}
