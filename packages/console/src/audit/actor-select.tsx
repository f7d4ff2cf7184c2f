import type { ListedPrincipal } from '@keywright/sdk';
import { IconServer, IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { principalWords } from '../grants/principal-words.ts';
import { errorMessage } from '../parts/error-words.ts';
import { type Found, LookedUpSelect, useLookUp } from '../parts/looked-up-select.tsx';
import { auditEventsQuery } from '../queries/audit-events.ts';
import { principalsQuery } from '../queries/grants.ts';

interface Props {
  /** A principal's id, or a kind of actor. */
  readonly value: string | undefined;
  readonly onChange: (actor: string | undefined) => void;
}

const group = 'All of a kind';
const kinds: readonly Found[] = [
  {
    value: 'service_account',
    label: 'Service accounts',
    icon: principalWords.service_account.icon,
    group,
  },
  { value: 'deployment', label: 'Deployments', icon: principalWords.deployment.icon, group },
  { value: 'operator', label: 'Operators on the server', icon: IconTerminal2, group },
  { value: 'system', label: 'The server itself', icon: IconServer, group },
];

/** Looks up who did it: a person or a service account by name, or a kind of actor. */
export function ActorSelect({ value, onChange }: Props) {
  const [search, onSearch] = useLookUp();
  const query = useQuery(principalsQuery({ search, per_page: 20 }));
  const chosen = useChosen(value);
  const items = (query.data?.items ?? []).map(optionOf);
  const asked = search?.toLowerCase() ?? '';
  return (
    <LookedUpSelect
      label="Actor"
      placeholder="Anyone"
      clearable
      value={chosen}
      onChange={onChange}
      found={[...kinds.filter(({ label }) => label.toLowerCase().includes(asked)), ...items]}
      isLooking={query.isPending || query.isPlaceholderData}
      nothing={query.error ? errorMessage(query.error) : 'Nobody by that name, address or id'}
      onSearch={onSearch}
    />
  );
}

/** Who is chosen, by name. What was deleted since is named as the record has it. */
function useChosen(value: string | undefined): Found | undefined {
  const kind = kinds.find((one) => one.value === value);
  const isId = value !== undefined && kind === undefined;
  const found = useQuery({ ...principalsQuery({ search: value, per_page: 1 }), enabled: isId });
  const principal = found.data?.items.find(({ id }) => id === value);
  const isGone = isId && found.isSuccess && !found.isPlaceholderData && !principal;
  const recorded = useQuery({
    ...auditEventsQuery({ actor_id: value, per_page: 1 }),
    enabled: isGone,
  });
  if (value === undefined) return undefined;
  if (kind) return kind;
  if (principal) return optionOf(principal);
  const actor = recorded.data?.items.find((event) => event.actor.id === value)?.actor;
  return { value, label: actor?.name ?? value };
}

function optionOf({ id, name, kind, detail }: ListedPrincipal): Found {
  const { word, icon } = principalWords[kind];
  return { value: id, label: name, icon, detail: detail === name ? word : `${word} · ${detail}` };
}
