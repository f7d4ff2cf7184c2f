import { KeywrightError } from '@keywright/sdk';
import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import { notify } from '../parts/notify.ts';
import { queryClient } from '../query-client.ts';

/** Enters a person before their first sign-in, so that they are active, or an administrator, when they come. */
export function InviteModal({ onClose }: { readonly onClose: () => void }) {
  const form = useForm({
    initialValues: { email: '', display_name: '', is_admin: false },
    validate: { email: (email) => (email.trim() ? null : 'Enter their e-mail address.') },
  });
  const inviting = useMutation({
    mutationFn: ({ email, display_name, is_admin }: typeof form.values) =>
      api.inviteUser({ body: { email, is_admin, ...(display_name.trim() && { display_name }) } }),
    onSuccess: ({ email }) => {
      void queryClient.invalidateQueries({ queryKey: ['user'] });
      notify({
        color: 'green',
        title: 'Invited',
        message: `${email} is let in at their first sign-in. No mail was sent: tell them the address ${location.origin}.`,
        autoClose: 10_000,
      });
      onClose();
    },
    onError: (error) => form.setErrors(takenAddress(error) ?? fieldErrors(error)),
  });
  return (
    <Dialog onClose={onClose} title="Invite a person">
      <form onSubmit={form.onSubmit((values) => inviting.mutate(values))} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            They are recognised by this address when they sign in, and are active from then on. No
            mail is sent.
          </Text>
          <TextInput
            label="E-mail"
            type="email"
            required
            data-autofocus
            {...form.getInputProps('email')}
          />
          <TextInput
            label="Name (optional)"
            description="Until their first sign-in, which brings the name they go by."
            maxLength={100}
            {...form.getInputProps('display_name')}
          />
          <Checkbox
            label="Site administrator"
            description="May manage everybody’s credentials here."
            {...form.getInputProps('is_admin', { type: 'checkbox' })}
          />
          {inviting.error && Object.keys(form.errors).length === 0 && (
            <ErrorPanel error={inviting.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={inviting.isPending}>
              Invite
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Somebody has the address already: said at the field, where it can be mended. */
const takenAddress = (error: unknown): Record<string, string> | undefined =>
  error instanceof KeywrightError && error.code === 'conflict'
    ? { email: error.message }
    : undefined;
