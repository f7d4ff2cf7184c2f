import type { DeploymentKind } from '@keywright/sdk';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { RowMenu } from '../parts/row-menu.tsx';
import { DeleteDialog } from '../tree/delete-dialog.tsx';
import { NameModal } from '../tree/name-modal.tsx';

interface Props {
  readonly kind: DeploymentKind;
  /** On the kind’s own page. */
  readonly isWord?: boolean;
}

/** What the server lets the reader do to a kind, and the dialog of what was chosen. */
export function KindMenu({ kind, isWord = false }: Props) {
  const [asking, setAsking] = useState<'rename' | 'delete'>();
  const onClose = () => setAsking(undefined);
  const { name, abilities } = kind;
  const params = { id: kind.id };
  return (
    <>
      <RowMenu
        of={name}
        isWord={isWord}
        acts={[
          abilities.includes('update') && {
            label: 'Rename…',
            icon: IconPencil,
            run: () => setAsking('rename'),
          },
          abilities.includes('delete') && {
            label: 'Delete…',
            icon: IconTrash,
            isDangerous: true,
            run: () => setAsking('delete'),
          },
        ]}
      />
      {asking === 'rename' && (
        <NameModal
          title={`Rename “${name}”`}
          about="Grants for this kind stay as they are: they hold for the kind, whatever it is called."
          confirm="Rename"
          name={name}
          act={async (name) => {
            await api.updateDeploymentKind({ params, body: { name } });
            await askAgain('deployment_kind');
          }}
          onClose={onClose}
        />
      )}
      {asking === 'delete' && (
        <DeleteDialog
          what="deployment kind"
          row={kind}
          preview={(signal) =>
            api.deleteDeploymentKind({ params, query: { dry_run: true }, signal })
          }
          act={async () => {
            await api.deleteDeploymentKind({ params });
            await askAgain('deployment_kind');
          }}
          onClose={onClose}
        />
      )}
    </>
  );
}
