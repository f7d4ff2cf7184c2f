import type { ListedUser } from '@keywright/sdk';
import {
  IconKey,
  IconLogout,
  IconShieldMinus,
  IconShieldPlus,
  IconUserCheck,
  IconUserOff,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { late } from '../parts/late.tsx';
import type { RowAct } from '../parts/row-menu.tsx';
import { useProfile } from '../queries/profile.ts';
import { EndAllDialog } from '../sessions/end-all-dialog.tsx';
import { ActivateDialog } from './activate-dialog.tsx';
import { AdminDialog } from './admin-dialog.tsx';
import { DeactivateDialog } from './deactivate-dialog.tsx';

const CreateTokenModal = late(() =>
  import('../tokens/create-token-modal.tsx').then((file) => file.CreateTokenModal),
);

type Act = 'activate' | 'deactivate' | 'admin' | 'end_sessions' | 'create_token';

/** What the server lets the caller do to a person, and the dialog of what was chosen. */
export function usePersonActs(person: ListedUser): { acts: (RowAct | false)[]; dialog: ReactNode } {
  const [act, setAct] = useState<Act>();
  const isSelf = useProfile().user.id === person.id;
  const may = (ability: ListedUser['abilities'][number]) => person.abilities.includes(ability);
  const run = (chosen: Act) => () => setAct(chosen);
  const onClose = () => setAct(undefined);

  const acts = [
    may('create_token') && { label: 'New token…', icon: IconKey, run: run('create_token') },
    may('update') &&
      !person.is_active && { label: 'Activate…', icon: IconUserCheck, run: run('activate') },
    may('update') &&
      (person.is_admin
        ? { label: 'Remove as administrator…', icon: IconShieldMinus, run: run('admin') }
        : { label: 'Make administrator…', icon: IconShieldPlus, run: run('admin') }),
    may('end_sessions') && {
      label: 'Sign out everywhere…',
      icon: IconLogout,
      run: run('end_sessions'),
    },
    may('update') &&
      person.is_active && {
        label: 'Deactivate…',
        icon: IconUserOff,
        isDangerous: true,
        run: run('deactivate'),
      },
  ];

  const dialogs: Record<Act, ReactNode> = {
    activate: <ActivateDialog person={person} onClose={onClose} />,
    deactivate: <DeactivateDialog person={person} onClose={onClose} />,
    admin: <AdminDialog person={person} onClose={onClose} />,
    end_sessions: <EndAllDialog {...(!isSelf && { other: person })} onClose={onClose} />,
    create_token: (
      <CreateTokenModal owner={{ ...person, kind: isSelf ? 'self' : 'person' }} onClose={onClose} />
    ),
  };
  return { acts, dialog: act && dialogs[act] };
}
