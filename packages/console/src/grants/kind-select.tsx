import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { errorMessage } from '../parts/error-words.ts';
import { deploymentKindsQuery } from '../queries/deployment-kinds.ts';

interface Props {
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly required?: boolean | undefined;
  readonly error?: string | undefined;
}

/** Chooses the deployment kind that a grant is for. */
export function KindSelect({ value, onChange, required = false, error }: Props) {
  const kinds = useQuery(deploymentKindsQuery({ per_page: 200 }));
  return (
    <Select
      label={required ? 'Deployment kind' : 'Deployment kind (optional)'}
      description={required ? undefined : 'Without one it is for deployments of every kind.'}
      placeholder={required ? 'Choose a kind' : 'Every kind'}
      required={required}
      searchable
      comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
      clearable={!required}
      error={error ?? (kinds.error && errorMessage(kinds.error))}
      data={(kinds.data?.items ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      nothingFoundMessage={
        kinds.isPending
          ? 'Looking…'
          : 'No kind by that name. A site administrator makes kinds under “Deployment kinds”.'
      }
    />
  );
}
