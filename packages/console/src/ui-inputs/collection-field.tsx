import { TextInput } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { LookedUpSelect, useLookUp } from '../parts/looked-up-select.tsx';
import { deploymentQuery, deploymentsQuery } from '../queries/deployments.ts';
import { type FieldProps, shownOf } from './field-props.ts';

/** The id of one of a collection: deployments are looked up here, what is kept elsewhere is named by its id. */
export function CollectionField(props: FieldProps) {
  const { input, value, error, onChange } = props;
  if (JSON.stringify(input.collection ?? '').toLowerCase() === '"deployments"') {
    return <DeploymentField {...props} />;
  }
  return (
    <TextInput
      {...shownOf(input, error)}
      placeholder="An id"
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

function DeploymentField({ input, value, error, onChange }: FieldProps) {
  const [search, onSearch] = useLookUp();
  const found = useQuery(deploymentsQuery({ name: search, per_page: 20 }));
  const id = typeof value === 'string' && value !== '' ? value : undefined;
  const chosen = useQuery({
    ...deploymentQuery(id ?? ''),
    enabled: id !== undefined,
    retry: false,
  });
  return (
    <LookedUpSelect
      {...shownOf(input, error)}
      clearable={!input.required}
      value={id === undefined ? undefined : { value: id, label: chosen.data?.name ?? id }}
      onChange={onChange}
      found={(found.data?.items ?? []).map(({ id, name, kind, env }) => ({
        value: id,
        label: name,
        detail: `${kind.name} in ${env.name}`,
        icon: IconRocket,
      }))}
      isLooking={found.isFetching}
      nothing="No deployment by that name that you may see."
      onSearch={onSearch}
    />
  );
}
