import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import type { AnyToken } from './any-token.ts';
import { callsOf, refreshTokens } from './token-calls.ts';

/** Changes a token's name and description; the token itself works on unchanged. */
export function EditTokenModal({
  token,
  onClose,
}: {
  readonly token: AnyToken;
  readonly onClose: () => void;
}) {
  const form = useForm({
    initialValues: { name: token.name, description: token.description },
    validate: { name: (name) => (name.trim() || name === token.name ? null : 'Give it a name.') },
  });
  const saving = useMutation({
    mutationFn: ({ name, description }: typeof form.values) =>
      // A token made without a name may keep none, which as a new name would be refused.
      callsOf(token).update({ description, ...(name !== token.name && { name }) }),
    onSuccess: () => {
      void refreshTokens(token);
      onClose();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Dialog onClose={onClose} title="Edit token">
      <form
        onSubmit={form.onSubmit((values) => saving.mutate(values))}
        noValidate
        autoComplete="off"
      >
        <Stack>
          <TextInput label="Name" maxLength={100} data-autofocus {...form.getInputProps('name')} />
          <Textarea
            label="Description (optional)"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={500}
            {...form.getInputProps('description')}
          />
          {saving.error && Object.keys(form.errors).length === 0 && (
            <ErrorPanel error={saving.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
