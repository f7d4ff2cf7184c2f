import type { PrincipalKind, PrincipalRef } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { errorMessage } from '../parts/error-words.ts';
import { type Found, LookedUpSelect, useLookUp } from '../parts/looked-up-select.tsx';
import { principalsQuery } from '../queries/grants.ts';
import { principalWords } from './principal-words.ts';

interface Props {
  /** Only who can be granted something there; without it, everybody. */
  readonly resourceId?: string | undefined;
  readonly kind?: PrincipalKind | undefined;
  readonly value: PrincipalRef | undefined;
  readonly onChange: (principal: PrincipalRef | undefined) => void;
  readonly label: string;
  readonly description?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly required?: boolean | undefined;
  readonly clearable?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly error?: string | undefined;
}

/** Looks up people, service accounts and deployments together, by name, e-mail address or id. */
export function PrincipalPicker({ resourceId, kind, value, onChange, ...field }: Props) {
  const [search, onSearch] = useLookUp();
  const query = useQuery(principalsQuery({ search, kind, resource_id: resourceId, per_page: 20 }));
  const items = query.data?.items ?? [];
  const nothing = query.error
    ? errorMessage(query.error)
    : 'Nobody by that name, address or id. People appear here once they signed in or were invited.';
  return (
    <LookedUpSelect
      placeholder="Name, e-mail address or id"
      {...field}
      value={value && optionOf(value)}
      onChange={(id) => {
        if (id === undefined) return onChange(undefined);
        const one = items.find((item) => item.id === id) ?? value;
        if (one) onChange({ kind: one.kind, id: one.id, name: one.name });
      }}
      found={items.map((item) => optionOf(item, item.detail))}
      isLooking={query.isPending || query.isPlaceholderData}
      nothing={nothing}
      onSearch={onSearch}
    />
  );
}

function optionOf({ id, name, kind }: PrincipalRef, detail?: string): Found {
  const { word, icon } = principalWords[kind];
  const told = detail && detail !== name ? `${word} · ${detail}` : word;
  return { value: id, label: name, icon, detail: told };
}
