import { ActionIcon, Stack, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useId } from 'react';
import classes from './copyable.module.css';
import { useCopy } from './use-copy.ts';

interface Props {
  /** What it is, above it; also the name of its copy button. */
  readonly label: string;
  readonly text: string;
  readonly hideLabel?: boolean;
}

const icons = { ready: IconCopy, copied: IconCheck, refused: IconAlertTriangle };
const words = {
  ready: 'Copy',
  copied: 'Copied',
  refused: 'Copying was refused: select it instead',
};

/** A command, code or secret in full, with a button that copies it. */
export function CopyableText({ label, text, hideLabel = false }: Props) {
  const [state, copy] = useCopy();
  const labelId = useId();
  const Icon = icons[state];
  return (
    <Stack gap={4}>
      {!hideLabel && (
        <Text size="sm" fw={600} id={labelId}>
          {label}
        </Text>
      )}
      <div className={classes.block}>
        <pre className={classes.text} {...(!hideLabel && { 'aria-labelledby': labelId })}>
          {text}
        </pre>
        <Tooltip label={words[state]}>
          <ActionIcon
            variant="subtle"
            color={state === 'copied' ? 'green' : 'gray'}
            aria-label={`Copy: ${label}`}
            onClick={() => copy(text)}
          >
            <Icon size={18} />
          </ActionIcon>
        </Tooltip>
        <VisuallyHidden role="status">{state === 'ready' ? '' : words[state]}</VisuallyHidden>
      </div>
    </Stack>
  );
}
