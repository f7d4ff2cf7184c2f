import type { AddedTokenScopes } from '@keywright/sdk';
import { useState } from 'react';
import { Dialog } from '../../parts/dialog.tsx';
import type { AnyToken } from '../any-token.ts';
import { tokenName } from '../token-name.ts';
import { AddScopesForm } from './add-scopes-form.tsx';
import { CoveredScopes } from './covered-scopes.tsx';

interface Props {
  readonly token: AnyToken;
  readonly onClose: () => void;
}

/** Adds scopes to a token, several at once; then offers to remove the older ones that they make needless. */
export function AddScopesDialog({ token, onClose }: Props) {
  const [added, setAdded] = useState<AddedTokenScopes>();
  const name = tokenName(token);
  return (
    <Dialog
      onClose={onClose}
      size="xl"
      title={added ? 'Some scopes are needless now' : `Add scopes to “${name}”`}
    >
      {added ? (
        <CoveredScopes token={token} added={added} onClose={onClose} />
      ) : (
        <AddScopesForm
          token={token}
          onAdded={(answer) => (answer.covered.length > 0 ? setAdded(answer) : onClose())}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}
