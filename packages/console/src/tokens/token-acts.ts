import {
  IconEdit,
  IconKey,
  IconPlus,
  IconRefresh,
  IconRotateClockwise,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import type { RowAct } from '../parts/row-menu.tsx';
import type { AnyToken } from './any-token.ts';

export type TokenAct =
  | 'add_scopes'
  | 'edit'
  | 'renew'
  | 'rotate'
  | 'regenerate'
  | 'revoke'
  | 'delete';

type Ability = AnyToken['abilities'][number];

/** What the server lets the caller do to a token in its present state. */
export function mayDo({ abilities, state, access }: AnyToken, act: TokenAct): boolean {
  const may = (ability: Ability) => abilities.includes(ability);
  switch (act) {
    case 'add_scopes':
      return access === 'scoped' && may('change_scopes');
    case 'edit':
      return may('update');
    // What was revoked stays dead until it is regenerated.
    case 'renew':
      return may('renew') && state !== 'revoked';
    case 'rotate':
      return may('rotate') && state === 'active';
    case 'regenerate':
      return may('regenerate') && state !== 'active';
    case 'revoke':
      return may('revoke') && state === 'active';
    case 'delete':
      return may('delete');
    default:
      return act satisfies never;
  }
}

const acts: Record<TokenAct, Omit<RowAct, 'run'>> = {
  add_scopes: { label: 'Add scopes…', icon: IconPlus },
  edit: { label: 'Edit', icon: IconEdit },
  renew: { label: 'Renew…', icon: IconRefresh },
  rotate: { label: 'Rotate…', icon: IconRotateClockwise },
  regenerate: { label: 'Regenerate…', icon: IconKey },
  revoke: { label: 'Revoke…', icon: IconX, isDangerous: true },
  delete: { label: 'Delete…', icon: IconTrash, isDangerous: true },
};

/** The acts out of these that the caller may do, for a menu. */
export const tokenActs = (
  token: AnyToken,
  offered: readonly TokenAct[],
  run: (act: TokenAct) => void,
): RowAct[] =>
  offered.filter((act) => mayDo(token, act)).map((act) => ({ ...acts[act], run: () => run(act) }));
