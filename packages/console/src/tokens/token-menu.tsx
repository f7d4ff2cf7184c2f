import { IconCopy, IconEye, IconHistory } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { copyText } from '../parts/copy-text.ts';
import { notify } from '../parts/notify.ts';
import { RowMenu } from '../parts/row-menu.tsx';
import { useProfile } from '../queries/profile.ts';
import type { AnyToken } from './any-token.ts';
import { type TokenAct, tokenActs } from './token-acts.ts';
import { tokenName } from './token-name.ts';
import { kindOfToken, pageOfToken } from './token-place.ts';

interface Props {
  readonly token: AnyToken;
  /** Asked for by the list: the row may leave it while a new secret is shown. */
  readonly onAct: (act: TokenAct) => void;
}

/** Where a token leads, and what the server lets the caller do to it. */
export function TokenMenu({ token, onAct }: Props) {
  const navigate = useNavigate();
  const { user } = useProfile();
  const params = { kind: kindOfToken(token), id: token.id };
  return (
    <RowMenu
      of={tokenName(token)}
      acts={[
        {
          label: 'View',
          icon: IconEye,
          run: () => void navigate(pageOfToken(token, user.id)),
        },
        { label: 'Copy id', icon: IconCopy, run: () => void copyId(token.id) },
        {
          label: 'History',
          icon: IconHistory,
          run: () => void navigate({ to: '/credentials/$kind/$id/history', params }),
        },
        ...tokenActs(token, ['edit', 'add_scopes', 'renew', 'rotate', 'regenerate'], onAct),
        ...tokenActs(token, ['revoke', 'delete'], onAct),
      ]}
    />
  );
}

async function copyId(id: string): Promise<void> {
  const isCopied = await copyText(id);
  notify(
    isCopied
      ? { message: 'The id is copied.', color: 'green' }
      : { message: `Copying was refused. The id is ${id}`, color: 'red' },
  );
}
