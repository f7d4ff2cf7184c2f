import type { CreatedServiceAccount, ResourceRef } from '@keywright/sdk';
import { useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { CreatedSecret } from '../tokens/created-secret.tsx';
import { accountWord } from './account-words.ts';
import { CreateAccountForm } from './create-account-form.tsx';

interface Props {
  readonly home: ResourceRef;
  readonly onClose: () => void;
}

/** Makes an account; where it got a token, shows that once, and keeps it nowhere. */
export function CreateAccountModal({ home, onClose }: Props) {
  const [token, setToken] = useState<CreatedServiceAccount['token']>(null);
  const title = accountWord(home) === 'bot' ? 'New bot' : `New service account in ${home.name}`;
  const made = (account: CreatedServiceAccount) =>
    account.token ? setToken(account.token) : onClose();
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={token ? 'Copy the token now' : title}
      closeOnClickOutside={false}
      closeOnEscape={!token}
      withCloseButton={!token}
    >
      {token ? (
        <CreatedSecret created={token} onClose={onClose} />
      ) : (
        <CreateAccountForm home={home} onCreated={made} onCancel={onClose} />
      )}
    </Dialog>
  );
}
