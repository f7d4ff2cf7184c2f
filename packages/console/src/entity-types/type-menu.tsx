import type { ListedEntityType } from '@keywright/sdk';
import { IconEdit, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { late } from '../parts/late.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { isRegistered } from './registered-type.ts';

const dialogs = {
  update: late(() => import('./edit-type.tsx').then((file) => file.EditType)),
  delete: late(() => import('./delete-type.tsx').then((file) => file.DeleteType)),
};
type Act = keyof typeof dialogs;

/** What may be done to a type: nothing to a built-in one. */
export function TypeMenu({ type }: { readonly type: ListedEntityType }) {
  const [act, setAct] = useState<Act>();
  const Dialog = act && dialogs[act];
  if (!isRegistered(type)) return null;
  return (
    <>
      <RowMenu
        of={type.title}
        acts={[
          type.abilities.includes('update') && {
            label: 'Edit…',
            icon: IconEdit,
            run: () => setAct('update'),
          },
          type.abilities.includes('delete') && {
            label: 'Delete…',
            icon: IconTrash,
            isDangerous: true,
            run: () => setAct('delete'),
          },
        ]}
      />
      {Dialog && <Dialog type={type} onClose={() => setAct(undefined)} />}
    </>
  );
}
