import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import { notify } from '../parts/notify.ts';
import { useSavedElsewhere } from '../parts/saved-elsewhere.ts';
import { SettingsSection } from '../tree/settings-section.tsx';
import type { AnyToken } from './any-token.ts';
import { mayDo } from './token-acts.ts';
import { callsOf, refreshTokens } from './token-calls.ts';

/** What a token is called and for, to be changed in place. */
export function TokenNameSection({ token }: { readonly token: AnyToken }) {
  const { name, description } = token;
  const form = useForm({
    initialValues: { name, description },
    validate: { name: (text) => (text.trim() || text === name ? null : 'Give it a name.') },
  });
  useSavedElsewhere(form, { name, description });
  const saving = useMutation({
    mutationFn: (values: typeof form.values) =>
      // A token made without a name may keep none, which as a new name would be refused.
      callsOf(token).update({
        description: values.description,
        ...(values.name !== name && { name: values.name }),
      }),
    onSuccess: async () => {
      form.resetDirty();
      notify({ message: 'Name and description are saved.', color: 'green' });
      await refreshTokens(token);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (!mayDo(token, 'edit')) return null;
  return (
    <SettingsSection title="Name and description" about="The token itself works on unchanged.">
      <form
        onSubmit={form.onSubmit((values) => saving.mutate(values))}
        noValidate
        autoComplete="off"
      >
        <Stack gap="sm">
          <TextInput label="Name" maxLength={100} {...form.getInputProps('name')} />
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
          <Group>
            <Button
              type="submit"
              variant="default"
              loading={saving.isPending}
              disabled={!form.isDirty()}
            >
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </SettingsSection>
  );
}
