import { useQuery } from '@tanstack/react-query';
import { principalsQuery } from '../queries/grants.ts';
import { PrincipalPicker } from './principal-picker.tsx';

interface Props {
  /** The id that the address holds. */
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** Narrows a list to one principal. */
export function PrincipalFilter({ value, onChange }: Props) {
  const named = useQuery({
    ...principalsQuery({ search: value, per_page: 1 }),
    enabled: value !== undefined,
  });
  const known = named.data?.items.find(({ id }) => id === value);
  const chosen = known ?? (value ? { id: value, name: value, kind: 'user' } : undefined);
  return (
    <div style={{ maxWidth: '24rem' }}>
      <PrincipalPicker
        label="Show"
        placeholder="Everybody"
        clearable
        value={chosen as typeof known}
        onChange={(principal) => onChange(principal?.id)}
      />
    </div>
  );
}
