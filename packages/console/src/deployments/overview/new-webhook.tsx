import type { Deployment, DeploymentWebhook, SentTo } from '@keywright/sdk';
import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { askAgain } from '../../live/ask-again.ts';
import { CopyableText } from '../../parts/copyable-text.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { deploymentActionsQuery } from '../../queries/deployments.ts';
import { k8sResourcesQuery } from '../../queries/k8s-resources.ts';
import { nameErrors } from '../../tree/name-errors.ts';
import { inputErrors } from '../../ui-inputs/input-errors.ts';
import { InputFields } from '../../ui-inputs/input-fields.tsx';
import { type Entered, entered, given, missingInputs } from '../../ui-inputs/input-values.ts';
import { callLine } from './webhook-words.ts';

interface Props {
  readonly deployment: Deployment;
  readonly onClose: () => void;
}

type NewOne = SentTo<'createDeploymentWebhook'>['body'];

/** Makes a webhook, and shows how it is called. */
export function NewWebhook({ deployment, onClose }: Props) {
  const [made, setMade] = useState<DeploymentWebhook>();
  return (
    <Dialog onClose={onClose} title={made ? `Webhook “${made.name}”` : 'New webhook'} size="lg">
      {made ? (
        <MadeWebhook webhook={made} onClose={onClose} />
      ) : (
        <WebhookForm deployment={deployment} onMade={setMade} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface MadeProps {
  readonly webhook: DeploymentWebhook;
  readonly onClose: () => void;
}

function MadeWebhook({ webhook, onClose }: MadeProps) {
  return (
    <Stack>
      <Text size="sm">
        The address is no secret: a call counts only with the token of a service account that may do
        this itself. Programs that know Basic alone give the token as the password.
      </Text>
      <CopyableText label="Address" text={webhook.url} />
      <CopyableText label="Call it" text={callLine(webhook)} />
      <Text size="sm" c="dimmed">
        Calls with the same idempotency-key, or the delivery id of GitHub or GitLab, make one task.
      </Text>
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}

interface FormProps extends Props {
  readonly onMade: (webhook: DeploymentWebhook) => void;
}

function WebhookForm({ deployment, onMade, onClose }: FormProps) {
  const actions = useQuery(deploymentActionsQuery(deployment.id)).data?.items ?? [];
  const parts =
    useQuery(k8sResourcesQuery({ deployment_id: deployment.id, per_page: 200 })).data?.items ?? [];
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState('');
  const [takesBody, setTakesBody] = useState(false);
  const [values, setValues] = useState<Entered>({});
  const [problems, setProblems] = useState<Record<string, string>>({});
  const action = actions.find(({ id }) => chosen === `invoke ${id}`);
  const part = parts.find(({ id }) => chosen === `restart ${id}`);
  const schema = action?.ui_schema ?? { inputs: [] };
  const asksMore = schema.inputs.length > 0;
  const creating = useMutation({
    mutationFn: (body: NewOne) =>
      api.createDeploymentWebhook({ params: { id: deployment.id }, body }),
    onSuccess: async (webhook) => {
      await askAgain('deployment_webhook');
      onMade(webhook);
    },
    onError: (error) =>
      setProblems({
        ...nameErrors(error),
        ...inputErrors(schema, error, 'operation.InvokeAction.body'),
      }),
  });
  const choose = (next: string) => {
    setChosen(next);
    const one = actions.find(({ id }) => next === `invoke ${id}`);
    setValues(entered(one?.ui_schema ?? { inputs: [] }, undefined));
    setTakesBody(false);
  };
  const submit = () => {
    const found = {
      ...(!name.trim() && { name: 'Give it a name.' }),
      ...(!action && !part && { operation: 'Choose what a call does.' }),
      ...(takesBody ? {} : missingInputs(schema, values)),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const operation: NewOne['operation'] | undefined = action
      ? {
          InvokeAction: {
            helm_chart_id: deployment.helm_chart_id,
            action_id: action.id,
            body: takesBody ? {} : given(schema, values),
          },
        }
      : part && { RestartK8sResource: { resource_id: part.id, resource_name: part.name } };
    if (operation) creating.mutate({ name: name.trim(), operation, takes_body: takesBody });
  };
  return (
    <DialogForm
      confirm="Create webhook"
      isPending={creating.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        maxLength={100}
        data-autofocus
        error={problems['name']}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <NativeSelect
        label="What a call does"
        required
        error={problems['operation']}
        data={[
          { value: '', label: 'Choose' },
          ...actions.map(({ id, title }) => ({ value: `invoke ${id}`, label: title })),
          ...parts.map(({ id, name }) => ({ value: `restart ${id}`, label: `Restart ${name}` })),
        ]}
        value={chosen}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      {asksMore && (
        <Checkbox
          label="The call brings the inputs"
          description="Its JSON body is the action’s. Otherwise each call sends what is set here."
          checked={takesBody}
          onChange={({ currentTarget }) => setTakesBody(currentTarget.checked)}
        />
      )}
      {!takesBody && (
        <InputFields schema={schema} values={values} errors={problems} onChange={setValues} />
      )}
      {creating.error && Object.keys(problems).length === 0 && (
        <ErrorPanel error={creating.error} />
      )}
    </DialogForm>
  );
}
