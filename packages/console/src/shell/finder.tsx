import '@mantine/spotlight/styles.layer.css';
import { parseToken } from '@keywright/sdk';
import { useDebouncedValue } from '@mantine/hooks';
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { IconKey, IconSearch, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isUuid } from '../parts/uuid.ts';
import { useProfile } from '../queries/profile.ts';
import { userTokenQuery } from '../queries/user-tokens.ts';
import { usersQuery } from '../queries/users.ts';
import { tokenName } from '../tokens/token-name.ts';
import { finder, finderStore } from './finder-store.ts';
import { sectionsFor } from './places.ts';

/** Finds pages, people by name or address, and tokens by id, from anywhere. */
export function Finder() {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 200);
  const groups = [...usePages(typed.trim()), ...usePeople(text), ...useToken(text)];
  const { abilities } = useProfile();
  const words = abilities.includes('manage_users')
    ? 'Find pages, people, a token by id'
    : 'Find pages, or a token by id';
  useFirstChosen(typed, groups);
  return (
    <Spotlight
      store={finderStore}
      query={typed}
      onQueryChange={setTyped}
      actions={groups}
      // Each group has looked for itself.
      filter={(_, actions) => actions}
      shortcut={null}
      attributes={{
        content: { 'aria-label': 'Find', 'aria-labelledby': undefined },
        // What scrolls must be reachable by keyboard.
        actionsList: { pb: 'xs', viewportProps: { tabIndex: 0 } },
      }}
      nothingFound="Nothing by that name. Tokens are found by their id."
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: words,
        'aria-label': words,
      }}
      onSpotlightClose={() => setTyped('')}
    />
  );
}

/**
 * What Enter opens is the first of all that was found. The list itself chooses at each key alone, when people and
 * tokens have yet to come.
 */
function useFirstChosen(typed: string, groups: readonly SpotlightActionGroupData[]): void {
  const found = groups
    .flatMap(({ actions }) => actions.map((action: SpotlightActionData) => action.id))
    .join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: again whenever something else is found
  useEffect(() => {
    const { listId } = finderStore.getState();
    const list = typed === '' || listId === '' ? null : document.getElementById(listId);
    if (!list || list.querySelector('[data-selected]')) return;
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    finderStore.updateState((state) => ({ ...state, selected: 0 }));
  }, [typed, found]);
}

function usePages(text: string): SpotlightActionGroupData[] {
  const { abilities } = useProfile();
  const navigate = useNavigate();
  const wanted = text.toLowerCase();
  return sectionsFor(abilities)
    .map(({ label, places }) => ({
      group: label,
      actions: places
        .filter((place) => `${label} ${place.label} ${place.about}`.toLowerCase().includes(wanted))
        .map(({ label, about, to, icon: Icon }) => ({
          id: to,
          label,
          description: about,
          leftSection: <Icon size={20} stroke={1.7} />,
          onClick: () => void navigate({ to }),
        })),
    }))
    .filter(({ actions }) => actions.length > 0);
}

function usePeople(text: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { abilities } = useProfile();
  const enabled = text.length > 1 && abilities.includes('manage_users') && !parseToken(text);
  const found = useQuery({ ...usersQuery({ search: text, per_page: 6 }), enabled });
  const people = (enabled && found.data?.items) || [];
  if (people.length === 0) return [];
  return [
    {
      group: 'People',
      actions: people.map(({ id, display_name, email }) => ({
        id,
        label: display_name,
        description: email,
        leftSection: <IconUser size={20} stroke={1.7} />,
        onClick: () => void navigate({ to: '/admin/users/$id', params: { id } }),
      })),
    },
  ];
}

/** By the id; a whole token, pasted from a log where it should not be, is taken apart here and never sent. */
function useToken(text: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { user } = useProfile();
  const id = isUuid(text) ? text.toLowerCase() : parseToken(text)?.id;
  const { data: token } = useQuery({
    ...userTokenQuery(id ?? ''),
    enabled: id !== undefined,
    retry: false,
  });
  if (!id || !token) return [];
  const go = () => {
    finder.close();
    return token.user_id === user.id
      ? navigate({ to: '/profile/user-tokens', search: { search: token.id } })
      : navigate({
          to: '/admin/users/$id',
          params: { id: token.user_id },
          search: { search: token.id },
        });
  };
  return [
    {
      group: 'Tokens',
      actions: [
        {
          id: token.id,
          label: tokenName(token),
          description: `${token.state}, ${token.id}`,
          leftSection: <IconKey size={20} stroke={1.7} />,
          onClick: () => void go(),
        },
      ],
    },
  ];
}
