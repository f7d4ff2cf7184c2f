import type { Receipt } from '@keywright/sdk';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Dialog } from './dialog.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { notify } from './notify.ts';
import { receiptOf, receiptWords } from './receipts.ts';

interface Props {
  readonly title: string;
  /** What will stop working. */
  readonly children: ReactNode;
  /** The verb on the button: what a click does. */
  readonly confirm: string;
  /** What leaving it undone is called, where “Cancel” could be taken for the act. */
  readonly dismiss?: string;
  readonly isDangerous?: boolean;
  readonly size?: 'md' | 'lg' | 'xl';
  /** Where the act cannot be undone: the name that is to be typed before it can be done. */
  readonly nameToType?: string | undefined;
  /** What it stops is not known yet, or something is still to be chosen. */
  readonly isWaiting?: boolean;
  readonly act: () => Promise<unknown>;
  /** What is said once it is done, where the page itself may not show it. */
  readonly done: string;
  readonly onClose: () => void;
}

/** Asks before an act, says what it stops, and stays open with the reason where it fails. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  dismiss = 'Cancel',
  isDangerous = true,
  size = 'md',
  nameToType,
  isWaiting = false,
  act,
  done,
  onClose,
}: Props) {
  const [typed, setTyped] = useState('');
  const isNamed = nameToType === undefined || typed.trim() === nameToType;
  const acting = useMutation({
    mutationFn: () => receiptOf(act),
    onSuccess: (receipt) => {
      notify({ message: <Done words={done} receipt={receipt} />, color: 'green' });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={title} size={size}>
      <Stack>
        {children}
        {nameToType !== undefined && (
          <TextInput
            label={`Type “${nameToType}” to confirm`}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {acting.error && <ErrorPanel error={acting.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {dismiss}
          </Button>
          <Button
            {...(isDangerous && { color: 'red.8' })}
            loading={acting.isPending}
            disabled={isWaiting || !isNamed}
            onClick={() => acting.mutate()}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

interface DoneProps {
  readonly words: string;
  readonly receipt: Receipt | undefined;
}

/** That it is done; and where it took something away, on how many servers that holds. */
function Done({ words, receipt }: DoneProps) {
  return (
    <>
      <div>{words}</div>
      {receipt && (
        <Text size="xs" c="dimmed">
          {receiptWords(receipt)}
        </Text>
      )}
    </>
  );
}
