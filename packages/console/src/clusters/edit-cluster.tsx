import type { K8sCluster } from '@keywright/sdk';
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import { notify } from '../parts/notify.ts';

interface Props {
  readonly cluster: K8sCluster;
  readonly onClose: () => void;
}

const texts = [
  { name: 'ingress_domain', label: 'Ingress domain' },
  { name: 'ingress_class', label: 'Ingress class' },
  { name: 'ingress_tls_secret_name', label: 'Ingress TLS secret name' },
  { name: 'grafana_url', label: 'Grafana address' },
  { name: 'grafana_datasource_name', label: 'Grafana data source' },
] as const;

/** What is set of a cluster. Only what was changed here is sent. */
export function EditCluster({ cluster, onClose }: Props) {
  const form = useForm({
    initialValues: {
      ignore: cluster.ignore,
      ingress_domain: cluster.ingress_domain ?? '',
      ingress_class: cluster.ingress_class ?? '',
      ingress_tls_secret_name: cluster.ingress_tls_secret_name ?? '',
      grafana_url: cluster.grafana_url ?? '',
      grafana_datasource_name: cluster.grafana_datasource_name ?? '',
    },
  });
  const saving = useMutation({
    mutationFn: (values: typeof form.values) => {
      const changed = Object.entries(values).filter(([name]) => form.isDirty(name));
      return api.updateK8sCluster({
        params: { id: cluster.id },
        body: Object.fromEntries(changed),
      });
    },
    onSuccess: async () => {
      await askAgain('k8s_cluster');
      notify({ message: 'The cluster is saved.', color: 'green' });
      onClose();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Dialog onClose={onClose} title={`Settings of ${cluster.name}`}>
      <form onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate>
        <Stack>
          <Checkbox
            label="Closed to new deployments"
            description="What runs there already stays."
            {...form.getInputProps('ignore', { type: 'checkbox' })}
          />
          {texts.map(({ name, label }) => (
            <TextInput key={name} label={label} maxLength={200} {...form.getInputProps(name)} />
          ))}
          {saving.error && Object.keys(form.errors).length === 0 && (
            <ErrorPanel error={saving.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={!form.isDirty()}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
