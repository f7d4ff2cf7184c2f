import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { notify } from '../parts/notify.ts';
import { nameErrors, nameMissing } from './name-errors.ts';

interface Props {
  readonly name: string;
  readonly rename: (name: string) => Promise<unknown>;
}

/** The name of a resource, to be changed in place. */
export function RenameForm({ name, rename }: Props) {
  const form = useForm({ initialValues: { name }, validate: { name: nameMissing } });
  const saving = useMutation({
    mutationFn: ({ name }: typeof form.values) => rename(name),
    onSuccess: () => {
      notify({ message: 'The name is changed.', color: 'green' });
      form.resetDirty();
    },
    onError: (error) => form.setErrors(nameErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate>
      <Group align="flex-start" gap="sm">
        <TextInput
          label="Name"
          flex="1 1 16rem"
          maw="28rem"
          maxLength={100}
          {...form.getInputProps('name')}
        />
        <Button
          type="submit"
          variant="default"
          mt={{ base: 0, sm: 25 }}
          loading={saving.isPending}
          disabled={!form.isDirty()}
        >
          Rename
        </Button>
      </Group>
      {saving.error && Object.keys(form.errors).length === 0 && <ErrorPanel error={saving.error} />}
    </form>
  );
}
