import type { Entity, Share } from '@keywright/sdk';
import { IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { RowMenu } from '../parts/row-menu.tsx';
import { UnshareDialog } from './unshare-dialog.tsx';

interface Props {
  readonly entity: Entity;
  readonly share: Share;
}

/** What may be done to a share, by what the reader may do to its entity. */
export function ShareMenu({ entity, share }: Props) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <RowMenu
        of={`the share with ${share.principal.name}`}
        acts={[
          entity.abilities.includes('unshare') && {
            label: 'Unshare…',
            icon: IconUserMinus,
            isDangerous: true,
            run: () => setAsked(true),
          },
        ]}
      />
      {asked && <UnshareDialog entity={entity} share={share} onClose={() => setAsked(false)} />}
    </>
  );
}
