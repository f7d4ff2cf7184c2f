import type { ServiceAccount } from '@keywright/sdk';
import {
  IconEdit,
  IconKey,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import type { RowAct } from '../parts/row-menu.tsx';
import { accountWord } from './account-words.ts';

export type AccountAct = 'create_token' | 'edit' | 'disable' | 'enable' | 'renew' | 'delete';

/** What the server lets the caller do to a service account, for a menu. */
export function accountActs(
  { abilities, state, home }: ServiceAccount,
  run: (act: AccountAct) => void,
): (RowAct | false)[] {
  const may = (ability: ServiceAccount['abilities'][number]) => abilities.includes(ability);
  return [
    may('create_token') && {
      label: 'New API token',
      icon: IconKey,
      run: () => run('create_token'),
    },
    may('update') && { label: 'Edit', icon: IconEdit, run: () => run('edit') },
    may('update') &&
      (state === 'disabled'
        ? { label: 'Enable…', icon: IconPlayerPlay, run: () => run('enable') }
        : { label: 'Disable…', icon: IconPlayerPause, run: () => run('disable') }),
    may('renew') && { label: 'Renew…', icon: IconRefresh, run: () => run('renew') },
    may('delete') && {
      label: accountWord(home) === 'bot' ? 'Delete bot…' : 'Delete service account…',
      icon: IconTrash,
      isDangerous: true,
      run: () => run('delete'),
    },
  ];
}
