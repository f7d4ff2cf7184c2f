import type { ListedPrincipal } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { errorMessage } from '../parts/error-words.ts';
import { type Found, LookedUpSelect, useLookUp } from '../parts/looked-up-select.tsx';
import { principalsQuery } from '../queries/grants.ts';
import { principalWords } from './principal-words.ts';

interface Props {
  readonly label: string;
  readonly value: Found | undefined;
  /** What can be chosen in place of one principal. */
  readonly kinds: readonly Found[];
  readonly onChange: (chosen: ListedPrincipal | string | undefined) => void;
}

/** Looks up who did it, for a filter: one principal by name, or all of a kind, which is given as its word. */
export function PrincipalChoice({ label, value, kinds, onChange }: Props) {
  const [search, onSearch] = useLookUp();
  const query = useQuery(principalsQuery({ search, per_page: 20 }));
  const items = query.data?.items ?? [];
  const asked = search?.toLowerCase() ?? '';
  return (
    <LookedUpSelect
      label={label}
      placeholder="Anyone"
      clearable
      value={value}
      onChange={(id) => {
        if (id !== value?.value) onChange(items.find((one) => one.id === id) ?? id);
      }}
      found={[
        ...kinds.filter((kind) => kind.label.toLowerCase().includes(asked)),
        ...items.map(optionOf),
      ]}
      isLooking={query.isPending || query.isPlaceholderData}
      nothing={query.error ? errorMessage(query.error) : 'Nobody by that name, address or id'}
      onSearch={onSearch}
    />
  );
}

/** Who has this id, by name; `isGone` once the server knows nobody by it. */
export function useNamed(id: string | undefined): {
  readonly found: Found | undefined;
  readonly isGone: boolean;
} {
  const query = useQuery({
    ...principalsQuery({ search: id, per_page: 1 }),
    enabled: id !== undefined,
  });
  const principal = query.data?.items.find((one) => one.id === id);
  const isKnown = query.isSuccess && !query.isPlaceholderData;
  return {
    found: principal && optionOf(principal),
    isGone: id !== undefined && isKnown && !principal,
  };
}

function optionOf({ id, name, kind, detail }: ListedPrincipal): Found {
  const { word, icon } = principalWords[kind];
  return { value: id, label: name, icon, detail: detail === name ? word : `${word} · ${detail}` };
}
