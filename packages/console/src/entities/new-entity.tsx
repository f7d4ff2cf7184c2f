import type { Project } from '@keywright/sdk';
import { NativeSelect, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogForm } from '../parts/dialog-form.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { nameErrors, nameMissing } from '../tree/name-errors.ts';
import { MetadataField } from './metadata-field.tsx';
import { metadataOf, metadataProblem } from './metadata-text.ts';
import { useEntityTypes, useTypeWord } from './use-entity-types.ts';

interface Props {
  readonly project: Project;
  /** The one that the list was narrowed to. */
  readonly type: string | undefined;
  readonly onClose: () => void;
}

/** Makes an entity in a project, and leads to it. */
export function NewEntity({ project, type = 'channel', onClose }: Props) {
  const navigate = useNavigate();
  const types = useEntityTypes();
  const wordOf = useTypeWord();
  const form = useForm({
    initialValues: { type, name: '', metadata: '' },
    validate: { name: nameMissing, metadata: metadataProblem },
  });
  const creating = useMutation({
    mutationFn: ({ type, name, metadata }: typeof form.values) =>
      api.createEntity({
        body: { type, name, project_id: project.id, metadata: metadataOf(metadata) },
      }),
    onSuccess: async ({ id }) => {
      void askAgain('entity');
      await navigate({ to: '/entities/$id', params: { id } });
      onClose();
    },
    onError: (error) => form.setErrors(nameErrors(error)),
  });
  const chosen = types.find((one) => one.type === form.values.type);
  const { type: typeError, name, metadata } = form.errors;
  const isInPlace = Boolean(typeError || name || metadata);
  return (
    <Dialog onClose={onClose} title={`New entity in ${project.name}`}>
      <DialogForm
        confirm={`Create ${wordOf(form.values.type).toLowerCase()}`}
        isPending={creating.isPending}
        onSubmit={form.onSubmit((values) => creating.mutate(values))}
        onClose={onClose}
      >
        <NativeSelect
          label="Type"
          data={types.map((one) => ({ value: one.type, label: wordOf(one.type) }))}
          {...form.getInputProps('type')}
        />
        {chosen?.description && (
          <Text size="sm" c="dimmed" mt={-8}>
            {chosen.description}
          </Text>
        )}
        <TextInput
          label="Name"
          required
          maxLength={100}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <MetadataField {...form.getInputProps('metadata')} />
        {creating.error && !isInPlace && <ErrorPanel error={creating.error} />}
      </DialogForm>
    </Dialog>
  );
}
