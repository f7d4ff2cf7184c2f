import type { ServiceAccount } from '@keywright/sdk';
import { late } from '../parts/late.tsx';
import type { AccountAct } from './account-acts.ts';
import { DisableAccountDialog, EnableAccountDialog } from './switch-account-dialogs.tsx';

const CreateTokenModal = late(() =>
  import('../tokens/create-token-modal.tsx').then((file) => file.CreateTokenModal),
);
const EditAccountModal = late(() =>
  import('./edit-account-modal.tsx').then((file) => file.EditAccountModal),
);
const RenewAccountDialog = late(() =>
  import('./renew-account-dialog.tsx').then((file) => file.RenewAccountDialog),
);
const DeleteAccountDialog = late(() =>
  import('./delete-account-dialog.tsx').then((file) => file.DeleteAccountDialog),
);

/** An act that was chosen, and on what. */
export interface ChosenAct {
  readonly act: AccountAct;
  readonly account: ServiceAccount;
}

interface Props extends ChosenAct {
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/**
 * The dialog of an act. It stands beside the list and not in the row, which may go to another page of the list while
 * a new secret is shown.
 */
export function AccountDialog({ act, account, onClose, onDeleted }: Props) {
  const props = { account, onClose };
  switch (act) {
    case 'create_token':
      return <CreateTokenModal owner={ownerOf(account)} onClose={onClose} />;
    case 'edit':
      return <EditAccountModal {...props} />;
    case 'disable':
      return <DisableAccountDialog {...props} />;
    case 'enable':
      return <EnableAccountDialog {...props} />;
    case 'renew':
      return <RenewAccountDialog {...props} />;
    case 'delete':
      return <DeleteAccountDialog {...props} onDeleted={onDeleted} />;
  }
  return act satisfies never;
}

const ownerOf = ({ id, name }: ServiceAccount) =>
  ({ kind: 'service_account', id, display_name: name }) as const;
