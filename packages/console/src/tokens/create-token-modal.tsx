import { useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import type { AnyCreatedToken } from './any-token.ts';
import { CreateTokenForm } from './create-token-form.tsx';
import { CreatedSecret } from './created-secret.tsx';
import type { Owner } from './token-owner.ts';

/**
 * Makes a token and shows its secret once. The secret lives in this component's state and nowhere else: not in
 * the query cache, not in storage, not in the address; closing the dialog or leaving the page loses it.
 */
export function CreateTokenModal({
  owner,
  onClose,
}: {
  readonly owner: Owner;
  readonly onClose: () => void;
}) {
  const [created, setCreated] = useState<AnyCreatedToken>();
  const title =
    owner.kind === 'self' ? 'New personal access token' : `New token for ${owner.display_name}`;
  return (
    <Dialog
      onClose={onClose}
      size="xl"
      title={created ? 'Copy the token now' : title}
      // A click beside the dialog must not lose a secret that cannot be shown again.
      closeOnClickOutside={!created}
      closeOnEscape={!created}
      withCloseButton={!created}
    >
      {created ? (
        <CreatedSecret created={created} onClose={onClose} />
      ) : (
        <CreateTokenForm owner={owner} onCreated={setCreated} onCancel={onClose} />
      )}
    </Dialog>
  );
}
