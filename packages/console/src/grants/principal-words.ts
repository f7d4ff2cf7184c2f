import type { PrincipalKind } from '@keywright/sdk';
import { type Icon, IconRobot, IconRocket, IconUser } from '@tabler/icons-react';

export const principalWords: Record<PrincipalKind, { readonly word: string; readonly icon: Icon }> =
  {
    user: { word: 'Person', icon: IconUser },
    service_account: { word: 'Service account', icon: IconRobot },
    deployment: { word: 'Deployment', icon: IconRocket },
  };
