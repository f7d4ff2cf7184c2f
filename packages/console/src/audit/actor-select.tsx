import { IconServer, IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { PrincipalChoice, useNamed } from '../grants/principal-choice.tsx';
import { principalWords } from '../grants/principal-words.ts';
import type { Found } from '../parts/looked-up-select.tsx';
import { auditEventsQuery } from '../queries/audit-events.ts';

interface Props {
  /** A principal's id, or a kind of actor. */
  readonly value: string | undefined;
  readonly onChange: (actor: string | undefined) => void;
}

const group = 'All of a kind';
const { service_account, deployment } = principalWords;
const kinds: readonly Found[] = [
  {
    value: 'service_account',
    label: 'Bots and service accounts',
    icon: service_account.icon,
    group,
  },
  { value: 'deployment', label: 'Deployments', icon: deployment.icon, group },
  { value: 'operator', label: 'Operators on the server', icon: IconTerminal2, group },
  { value: 'system', label: 'The server itself', icon: IconServer, group },
];

/** Looks up who did it: a principal by name, or a kind of actor. */
export function ActorSelect({ value, onChange }: Props) {
  return (
    <PrincipalChoice
      label="Actor"
      value={useChosen(value)}
      kinds={kinds}
      onChange={(chosen) => onChange(typeof chosen === 'object' ? chosen.id : chosen)}
    />
  );
}

/** Who is chosen, by name. What was deleted since is named as the record has it. */
function useChosen(value: string | undefined): Found | undefined {
  const kind = kinds.find((one) => one.value === value);
  const named = useNamed(kind ? undefined : value);
  const recorded = useQuery({
    ...auditEventsQuery({ actor_id: value, per_page: 1 }),
    enabled: named.isGone,
  });
  if (value === undefined) return undefined;
  const actor = recorded.data?.items.find((event) => event.actor.id === value)?.actor;
  return kind ?? named.found ?? { value, label: actor?.name ?? value };
}
