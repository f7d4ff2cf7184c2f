import type { DeploymentTask, TaskOperation } from '@keywright/sdk';
import { Code, Stack, Text, Title } from '@mantine/core';
import { CopyableId } from '../parts/copyable-id.tsx';
import { CopyableText } from '../parts/copyable-text.tsx';
import { Facts } from '../parts/facts.tsx';

/** What the operation was given. Nothing where it takes nothing. */
export function TaskInputs({ task: { operation } }: { readonly task: DeploymentTask }) {
  const { changed, given, facts } = inputsOf(operation);
  if (changed.length + given.length + facts.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="task-inputs">
      <Title order={3} size="h5" id="task-inputs">
        Inputs
      </Title>
      {changed.length > 0 && <Changed changed={changed} />}
      {given.map(([label, value]) => (
        <CopyableText key={label} label={label} text={JSON.stringify(value, null, 2)} />
      ))}
      {facts.length > 0 && <Facts facts={facts} />}
    </Stack>
  );
}

type Change = readonly [name: string, pair: readonly unknown[]];
interface Inputs {
  readonly changed: readonly Change[];
  readonly given: readonly (readonly [string, unknown])[];
  readonly facts: readonly (readonly [string, React.ReactNode])[];
}
const nothing: Inputs = { changed: [], given: [], facts: [] };

function inputsOf(operation: TaskOperation): Inputs {
  if ('Install' in operation) {
    const { config_inputs, values_override } = operation.Install;
    return { ...nothing, given: givenOf(config_inputs, values_override) };
  }
  if ('Upgrade' in operation) {
    const { config_inputs, values_override, config_delta } = operation.Upgrade;
    return {
      ...nothing,
      changed: Object.entries(config_delta ?? {}),
      given: givenOf(config_inputs, values_override),
    };
  }
  if ('InvokeAction' in operation) {
    return { ...nothing, given: [['Body', operation.InvokeAction.body ?? null]] };
  }
  if ('RestartK8sResource' in operation) {
    const { resource_id } = operation.RestartK8sResource;
    return {
      ...nothing,
      facts: [['Part', <CopyableId key="part" id={resource_id} label="id of the part" />]],
    };
  }
  if ('Recreate' in operation) {
    const { old_cluster_id, old_namespace, new_cluster_id, new_namespace } = operation.Recreate;
    return {
      ...nothing,
      facts: [
        ['From', <Place key="from" cluster={old_cluster_id} namespace={old_namespace} />],
        ['To', <Place key="to" cluster={new_cluster_id} namespace={new_namespace} />],
      ],
    };
  }
  if ('Reinstall' in operation) {
    return { ...nothing, facts: [['Reason', operation.Reinstall.reason]] };
  }
  return nothing;
}

const givenOf = (config: unknown, override: unknown): Inputs['given'] => [
  ['Config', config ?? null],
  ...(override == null ? [] : [['Overridden values', override] as const]),
];

function Changed({ changed }: { readonly changed: readonly Change[] }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        What changed
      </Text>
      <Facts
        facts={changed.map(([name, [before, after]]) => [
          name,
          <span key={name}>
            <Code>{JSON.stringify(before ?? null)}</Code> →{' '}
            <Code>{JSON.stringify(after ?? null)}</Code>
          </span>,
        ])}
      />
    </div>
  );
}

function Place({ cluster, namespace }: { readonly cluster: string; readonly namespace: string }) {
  return (
    <Stack gap={0} align="flex-start">
      <Code>{namespace}</Code>
      <CopyableId id={cluster} label="cluster id" />
    </Stack>
  );
}
