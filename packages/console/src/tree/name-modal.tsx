import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { nameErrors, nameMissing } from './name-errors.ts';

interface Props {
  readonly title: string;
  readonly about: ReactNode;
  /** The verb on the button. */
  readonly confirm: string;
  /** What the field holds at first. */
  readonly name?: string;
  readonly act: (name: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for the name of something new, or the new name of something. */
export function NameModal({ title, about, confirm, name = '', act, onClose }: Props) {
  const form = useForm({ initialValues: { name }, validate: { name: nameMissing } });
  const acting = useMutation({
    mutationFn: ({ name }: typeof form.values) => act(name),
    onSuccess: onClose,
    onError: (error) => form.setErrors(nameErrors(error)),
  });
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={form.onSubmit((values) => acting.mutate(values))} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {about}
          </Text>
          <TextInput
            label="Name"
            required
            maxLength={100}
            data-autofocus
            {...form.getInputProps('name')}
          />
          {acting.error && Object.keys(form.errors).length === 0 && (
            <ErrorPanel error={acting.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={acting.isPending}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
