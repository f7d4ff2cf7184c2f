import { Anchor, Collapse, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import classes from './contained.module.css';
import { permissionsByType, plainWords } from './permissions-by-type.ts';

interface Props {
  readonly permissions: readonly string[];
  /** Whose they are, for those who hear the button alone. */
  readonly of: string;
}

/** What a role or grant contains: how much of what, and on a click every permission by its type. */
export function Contained({ permissions, of }: Props) {
  const [opened, { toggle }] = useDisclosure(false);
  const listId = useId();
  const types = permissionsByType(permissions);
  return (
    <Stack gap={4} align="flex-start">
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="left"
        aria-expanded={opened}
        aria-controls={listId}
        onClick={toggle}
      >
        {opened ? 'Hide' : 'Show'} {counted(permissions.length)}
        <VisuallyHidden> of {of}</VisuallyHidden>
      </Anchor>
      <Collapse expanded={opened} id={listId}>
        <dl className={classes.types}>
          {types.map(({ type, operations }) => (
            <div key={type}>
              <dt>{plainWords(type)}</dt>
              <dd>
                <Text size="sm">{operations.map(plainWords).join(', ')}</Text>
              </dd>
            </div>
          ))}
        </dl>
      </Collapse>
    </Stack>
  );
}

const counted = (n: number) => (n === 1 ? '1 permission' : `${n} permissions`);
