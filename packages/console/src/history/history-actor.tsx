import type { ListedPrincipal } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { PrincipalChoice, useNamed } from '../grants/principal-choice.tsx';
import { principalWords } from '../grants/principal-words.ts';
import type { Found } from '../parts/looked-up-select.tsx';
import { deploymentTasksQuery } from '../queries/deployment-tasks.ts';
import { actorKinds, type HistorySearch } from './history-filters.ts';

interface Props {
  readonly filters: HistorySearch;
  readonly onFilter: (change: HistorySearch) => void;
}

const group = 'All of a kind';
const plural = {
  user: 'People',
  service_account: 'Bots and service accounts',
  deployment: 'Deployments',
} as const;
const kinds: readonly Found[] = actorKinds.map((value) => ({
  value,
  label: plural[value],
  icon: principalWords[value].icon,
  group,
}));

/** Narrows a History to one actor, or to all of a kind. */
export function HistoryActor({ filters, onFilter }: Props) {
  return (
    <PrincipalChoice
      label="Actor"
      value={useChosen(filters)}
      kinds={kinds}
      onChange={(chosen) => onFilter({ ...nobody, ...filterFor(chosen) })}
    />
  );
}

const nobody = {
  acting_user_id: undefined,
  acting_bot_id: undefined,
  acting_deployment_id: undefined,
  actor_kind: undefined,
};

function filterFor(chosen: ListedPrincipal | string | undefined): HistorySearch {
  if (chosen === undefined) return {};
  if (typeof chosen === 'string') return { actor_kind: actorKinds.find((kind) => kind === chosen) };
  switch (chosen.kind) {
    case 'user':
      return { acting_user_id: chosen.id };
    case 'service_account':
      return { acting_bot_id: chosen.id };
    case 'deployment':
      return { acting_deployment_id: chosen.id };
    default:
      return chosen.kind satisfies never;
  }
}

/** Who is chosen, by name. Who is gone since is named as History has them. */
function useChosen(filters: HistorySearch): Found | undefined {
  const { acting_user_id, acting_bot_id, acting_deployment_id, actor_kind } = filters;
  const id = acting_user_id ?? acting_bot_id ?? acting_deployment_id;
  const named = useNamed(id);
  const recorded = useQuery({
    ...deploymentTasksQuery({ acting_user_id, acting_bot_id, acting_deployment_id, per_page: 1 }),
    enabled: named.isGone,
  });
  if (id === undefined) return kinds.find(({ value }) => value === actor_kind);
  const actor = recorded.data?.items.find((task) => task.actor.id === id)?.actor;
  return named.found ?? { value: id, label: actor?.name ?? id };
}
