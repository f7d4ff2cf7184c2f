import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import classes from './copyable.module.css';
import { useCopy } from './use-copy.ts';

const words = {
  ready: 'Click to copy',
  copied: 'Copied',
  refused: 'Copying was refused: select it instead',
};

interface Props {
  readonly id: string;
  readonly label: string;
  /** In a list: its end alone, which tells it from others of the same minute. A click still copies all of it. */
  readonly isShort?: boolean;
}

/** An id, which a click copies. */
export function CopyableId({ id, label, isShort = false }: Props) {
  const [state, copy] = useCopy();
  return (
    <Tooltip
      label={isShort && state === 'ready' ? `${words.ready}: ${id}` : words[state]}
      {...(state !== 'ready' && { opened: true })}
    >
      <UnstyledButton className={classes.id} onClick={() => copy(id)}>
        <VisuallyHidden>Copy {label} </VisuallyHidden>
        {isShort ? `…${id.slice(-12)}` : id}
        <VisuallyHidden role="status">{state === 'ready' ? '' : words[state]}</VisuallyHidden>
      </UnstyledButton>
    </Tooltip>
  );
}
