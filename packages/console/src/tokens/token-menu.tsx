import { IconEdit, IconHistory, IconRefresh, IconTrash, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { late } from '../parts/late.tsx';
import { type RowAct, RowMenu } from '../parts/row-menu.tsx';
import { type AnyToken, isPersonal } from './any-token.ts';
import { DeleteTokenDialog, RevokeTokenDialog } from './stop-token-dialogs.tsx';
import { tokenName } from './token-name.ts';

const EditTokenModal = late(() =>
  import('./edit-token-modal.tsx').then((file) => file.EditTokenModal),
);
const dialogs = {
  update: EditTokenModal,
  revoke: RevokeTokenDialog,
  delete: DeleteTokenDialog,
};
type Act = keyof typeof dialogs;

interface Props {
  readonly token: AnyToken;
  /** Asked for by the list: the row may leave it while the new secret is shown. */
  readonly onRenew: () => void;
}

/** What may be done to a token: the server says what, and a token that works is revoked before it is deleted. */
export function TokenMenu({ token, onRenew }: Props) {
  const [act, setAct] = useState<Act>();
  const navigate = useNavigate();
  const { id } = token;
  const kind = isPersonal(token) ? 'user_token' : 'service_account_token';
  const may = (ability: Act | 'renew') => token.abilities.some((one) => one === ability);
  const works = token.state === 'active';
  const acts: (RowAct | false)[] = [
    {
      label: 'History',
      icon: IconHistory,
      run: () => void navigate({ to: '/credentials/$kind/$id/history', params: { kind, id } }),
    },
    may('update') && { label: 'Edit', icon: IconEdit, run: () => setAct('update') },
    // What was revoked stays dead.
    may('renew') &&
      token.state !== 'revoked' && {
        label: 'Renew…',
        icon: IconRefresh,
        run: onRenew,
      },
    may('revoke') &&
      works && { label: 'Revoke…', icon: IconX, isDangerous: true, run: () => setAct('revoke') },
    may('delete') &&
      !works && {
        label: 'Delete…',
        icon: IconTrash,
        isDangerous: true,
        run: () => setAct('delete'),
      },
  ];
  const Dialog = act && dialogs[act];
  return (
    <>
      <RowMenu of={tokenName(token)} acts={acts} />
      {Dialog && <Dialog token={token} onClose={() => setAct(undefined)} />}
    </>
  );
}
