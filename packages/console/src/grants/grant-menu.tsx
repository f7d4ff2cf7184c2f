import type { Grant } from '@keywright/sdk';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { RowMenu } from '../parts/row-menu.tsx';
import { roleOf } from './grant-words.ts';
import { RemoveGrantDialog } from './remove-grant-dialog.tsx';

/** What may be done to a grant: the server says what. */
export function GrantMenu({ grant }: { readonly grant: Grant }) {
  const [asked, setAsked] = useState(false);
  const { principal, resource, abilities } = grant;
  return (
    <>
      <RowMenu
        of={`${roleOf(grant)} of ${principal.name} on ${resource.name}`}
        acts={[
          abilities.includes('delete') && {
            label: 'Remove…',
            icon: IconTrash,
            isDangerous: true,
            run: () => setAsked(true),
          },
        ]}
      />
      {asked && <RemoveGrantDialog grant={grant} onClose={() => setAsked(false)} />}
    </>
  );
}
