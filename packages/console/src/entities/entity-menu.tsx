import type { Entity } from '@keywright/sdk';
import { IconShare, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { late } from '../parts/late.tsx';
import { RowMenu } from '../parts/row-menu.tsx';

const dialogs = {
  share: late(() => import('./share-dialog.tsx').then((file) => file.ShareDialog)),
  delete: late(() => import('./delete-entity.tsx').then((file) => file.DeleteEntity)),
};
type Act = keyof typeof dialogs;

/** What may be done to an entity in a list: the server says what. */
export function EntityMenu({ entity }: { readonly entity: Entity }) {
  const [act, setAct] = useState<Act>();
  const Dialog = act && dialogs[act];
  const { name, abilities } = entity;
  return (
    <>
      <RowMenu
        of={name}
        acts={[
          abilities.includes('share') && {
            label: 'Share…',
            icon: IconShare,
            run: () => setAct('share'),
          },
          abilities.includes('delete') && {
            label: 'Delete…',
            icon: IconTrash,
            isDangerous: true,
            run: () => setAct('delete'),
          },
        ]}
      />
      {Dialog && <Dialog entity={entity} onClose={() => setAct(undefined)} />}
    </>
  );
}
