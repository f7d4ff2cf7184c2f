import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  /** The verb on the button. */
  readonly confirm: string;
  readonly isPending: boolean;
  readonly isDangerous?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form in a dialog that says itself what is missing, with its two buttons below. */
export function DialogForm(props: Props) {
  const { confirm, isPending, isDangerous = false, onSubmit, onClose, children } = props;
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack>
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" {...(isDangerous && { color: 'red.8' })} loading={isPending}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
