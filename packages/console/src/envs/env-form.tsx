import type { Env } from '@keywright/sdk';
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { JsonArea } from '../parts/json-area.tsx';
import { jsonProblem, jsonText, jsonValue } from '../parts/json-text.ts';
import { notify } from '../parts/notify.ts';
import { useSavedElsewhere } from '../parts/saved-elsewhere.ts';
import { nameErrors, nameMissing } from '../tree/name-errors.ts';
import { addsNewPeople } from './env-words.ts';

const valuesOf = ({ name, auto_add_new_users, node_selector, tolerations }: Env) => ({
  name,
  auto_add_new_users,
  node_selector: jsonText(node_selector),
  tolerations: jsonText(tolerations),
});
type Values = ReturnType<typeof valuesOf>;

/** All that can be set of an env. Only what was changed here is sent: others may be changing the rest. */
export function EnvForm({ env }: { readonly env: Env }) {
  const form = useForm({
    initialValues: valuesOf(env),
    validate: { name: nameMissing, node_selector: jsonProblem, tolerations: jsonProblem },
  });
  useSavedElsewhere(form, valuesOf(env));
  const saving = useMutation({
    mutationFn: (values: Values) =>
      api.updateEnv({
        params: { id: env.id },
        body: {
          ...(form.isDirty('name') && { name: values.name }),
          ...(form.isDirty('auto_add_new_users') && {
            auto_add_new_users: values.auto_add_new_users,
          }),
          ...(form.isDirty('node_selector') && {
            node_selector: jsonValue(values.node_selector, {}),
          }),
          ...(form.isDirty('tolerations') && { tolerations: jsonValue(values.tolerations, []) }),
        },
      }),
    onSuccess: async (saved) => {
      form.setValues(valuesOf(saved));
      form.resetDirty(valuesOf(saved));
      notify({ message: 'The env is saved.', color: 'green' });
      await askAgain('env');
    },
    onError: (error) => form.setErrors(nameErrors(error)),
  });
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
        <Checkbox
          label={addsNewPeople.label}
          description={addsNewPeople.description}
          {...form.getInputProps('auto_add_new_users', { type: 'checkbox' })}
        />
        <JsonArea
          label="Node selector"
          description="JSON, as Kubernetes has it, such as {&quot;pool&quot;: &quot;staging&quot;}. Empty: none."
          {...form.getInputProps('node_selector')}
        />
        <JsonArea
          label="Tolerations"
          description="JSON, as Kubernetes has it: a list of tolerations. Empty: none."
          {...form.getInputProps('tolerations')}
        />
        {saving.error && Object.keys(form.errors).length === 0 && (
          <ErrorPanel error={saving.error} />
        )}
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
