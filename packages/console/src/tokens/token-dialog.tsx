import type { AnyToken } from './any-token.ts';
import { EditTokenModal } from './edit-token-modal.tsx';
import { RegenerateTokenDialog } from './regenerate-token-dialog.tsx';
import { RenewTokenDialog } from './renew-token-dialog.tsx';
import { RotateTokenDialog } from './rotate-token-dialog.tsx';
import { AddScopesDialog } from './scopes/add-scopes-dialog.tsx';
import { DeleteTokenDialog, RevokeTokenDialog } from './stop-token-dialogs.tsx';
import type { TokenAct } from './token-acts.ts';

interface Props {
  readonly act: TokenAct;
  readonly token: AnyToken;
  readonly onDeleted?: (() => Promise<unknown>) | undefined;
  readonly onClose: () => void;
}

const dialogs = {
  add_scopes: AddScopesDialog,
  edit: EditTokenModal,
  renew: RenewTokenDialog,
  rotate: RotateTokenDialog,
  regenerate: RegenerateTokenDialog,
  revoke: RevokeTokenDialog,
} as const satisfies Record<Exclude<TokenAct, 'delete'>, unknown>;

/** The dialog of what was chosen to be done to a token. */
export function TokenDialog({ act, token, onDeleted, onClose }: Props) {
  if (act === 'delete') {
    return <DeleteTokenDialog token={token} onDeleted={onDeleted} onClose={onClose} />;
  }
  const Dialog = dialogs[act];
  return <Dialog token={token} onClose={onClose} />;
}
