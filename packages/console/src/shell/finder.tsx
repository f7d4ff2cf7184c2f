import '@mantine/spotlight/styles.layer.css';
import { useDebouncedValue } from '@mantine/hooks';
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useProfile } from '../queries/profile.ts';
import { finderStore } from './finder-store.ts';
import { useEntities } from './found-entities.tsx';
import { useNodes } from './found-nodes.tsx';
import { usePages, useSettings } from './found-pages.tsx';
import { usePrincipals } from './found-principals.tsx';
import { useToken } from './found-token.tsx';

/** Finds pages, resources and principals by name, and tokens by id, from anywhere. */
export function Finder() {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 200);
  const groups = [
    ...useSettings(typed.trim()),
    ...usePages(typed.trim()),
    ...useNodes(text),
    ...useEntities(text),
    ...usePrincipals(text),
    ...useToken(text),
  ];
  const { abilities } = useProfile();
  const words = abilities.includes('manage_users')
    ? 'Find pages, envs, entities, people, a token by id'
    : 'Find pages, envs, entities, a token by id';
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
