import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import classes from './copyable.module.css';
import { useCopy } from './use-copy.ts';

const words = {
  ready: 'Click to copy',
  copied: 'Copied',
  refused: 'Copying was refused: select it instead',
};

/** An id in full, which a click copies. */
export function CopyableId({ id, label }: { readonly id: string; readonly label: string }) {
  const [state, copy] = useCopy();
  return (
    <Tooltip label={words[state]} {...(state !== 'ready' && { opened: true })}>
      <UnstyledButton className={classes.id} onClick={() => copy(id)}>
        <VisuallyHidden>Copy {label} </VisuallyHidden>
        {id}
        <VisuallyHidden role="status">{state === 'ready' ? '' : words[state]}</VisuallyHidden>
      </UnstyledButton>
    </Tooltip>
  );
}
