import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from './error-panel.tsx';

interface Props {
  readonly title: string;
  /** What will stop working. */
  readonly children: ReactNode;
  /** The verb on the button: what a click does. */
  readonly confirm: string;
  readonly isDangerous?: boolean;
  readonly act: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before an act, says what it stops, and stays open with the reason where it fails. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  isDangerous = true,
  act,
  onClose,
}: Props) {
  const acting = useMutation({ mutationFn: act, onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack>
        {children}
        {acting.error && <ErrorPanel error={acting.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button
            {...(isDangerous && { color: 'red.8' })}
            loading={acting.isPending}
            onClick={() => acting.mutate()}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
