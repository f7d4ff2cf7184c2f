import type { Role } from '@keywright/sdk';
import { IconEdit, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { late } from '../parts/late.tsx';
import { RowMenu } from '../parts/row-menu.tsx';

const dialogs = {
  update: late(() => import('./edit-role-dialog.tsx').then((file) => file.EditRoleDialog)),
  delete: late(() => import('./delete-role-dialog.tsx').then((file) => file.DeleteRoleDialog)),
};
type Act = keyof typeof dialogs;

/** What may be done to a role: the server says what. */
export function RoleMenu({ role }: { readonly role: Role }) {
  const [act, setAct] = useState<Act>();
  const Dialog = act && dialogs[act];
  return (
    <>
      <RowMenu
        of={role.name}
        acts={[
          role.abilities.includes('update') && {
            label: 'Edit…',
            icon: IconEdit,
            run: () => setAct('update'),
          },
          role.abilities.includes('delete') && {
            label: 'Delete…',
            icon: IconTrash,
            isDangerous: true,
            run: () => setAct('delete'),
          },
        ]}
      />
      {Dialog && <Dialog role={role} onClose={() => setAct(undefined)} />}
    </>
  );
}
