import type { Entity } from '@keywright/sdk';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { jsonText } from '../parts/json-text.ts';
import { notify } from '../parts/notify.ts';
import { useSavedElsewhere } from '../parts/saved-elsewhere.ts';
import { nameErrors, nameMissing } from '../tree/name-errors.ts';
import { MetadataField } from './metadata-field.tsx';
import { metadataOf, metadataProblem } from './metadata-text.ts';

const valuesOf = ({ name, metadata }: Entity) => ({ name, metadata: jsonText(metadata) });

/** Name and metadata. Only what was changed here is sent: others may be changing the rest. */
export function EditEntity({ entity }: { readonly entity: Entity }) {
  const form = useForm({
    initialValues: valuesOf(entity),
    validate: { name: nameMissing, metadata: metadataProblem },
  });
  useSavedElsewhere(form, valuesOf(entity));
  const saving = useMutation({
    mutationFn: ({ name, metadata }: typeof form.values) =>
      api.updateEntity({
        params: { id: entity.id },
        body: {
          ...(form.isDirty('name') && { name }),
          ...(form.isDirty('metadata') && { metadata: metadataOf(metadata) }),
        },
      }),
    onSuccess: async (saved) => {
      form.setValues(valuesOf(saved));
      form.resetDirty(valuesOf(saved));
      notify({ message: `“${saved.name}” is saved.`, color: 'green' });
      await askAgain('entity');
    },
    onError: (error) => form.setErrors(nameErrors(error)),
  });
  const { name, metadata } = form.errors;
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate>
      <Stack>
        <TextInput
          label="Name"
          required
          maw="28rem"
          maxLength={100}
          {...form.getInputProps('name')}
        />
        <MetadataField {...form.getInputProps('metadata')} />
        {saving.error && !name && !metadata && <ErrorPanel error={saving.error} />}
        <Group justify="flex-end">
          <Button variant="default" disabled={!form.isDirty()} onClick={() => form.reset()}>
            Undo changes
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={!form.isDirty()}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
