import type { ResourceRef } from '@keywright/sdk';
import { IconRobot } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../parts/empty-state.tsx';

interface Props {
  readonly home: ResourceRef;
  readonly mayCreate: boolean;
  readonly action: ReactNode;
}

/** What service accounts are for, and the first step. */
export function NoAccounts({ home, mayCreate, action }: Props) {
  const isSite = home.type === 'site';
  if (!mayCreate) {
    return (
      <EmptyState
        icon={IconRobot}
        title={isSite ? 'No bots that you may see' : 'No service accounts that you may see'}
      >
        {isSite
          ? 'Bots are made by site administrators.'
          : `Service accounts of ${home.name} are made by its Admins.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconRobot}
      title={isSite ? 'No bots yet' : 'No service accounts yet'}
      action={action}
      command={{ label: 'The same from a shell', text: isSite ? makeBot : makeIn(home) }}
    >
      {isSite
        ? 'A pipeline or a program that belongs to nobody in particular acts as a bot: it stays when people leave, holds only what it is granted, and has tokens of its own. Press “New bot” and give it a name.'
        : `A program that works for ${home.name} acts as a service account: it stays when people leave, can hold rights inside ${home.name} alone, and has tokens of its own. Press “New service account” and say what it may do.`}
    </EmptyState>
  );
}

const post = (path: string, body: object): string =>
  [
    'curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json"',
    `-d '${JSON.stringify(body)}' ${location.origin}${path}`,
  ].join(' ');

const makeBot = post('/api/v2/bots', { display_name: 'ci' });
const makeIn = ({ id }: ResourceRef): string =>
  post('/api/v2/service-accounts', { name: 'ci', home_id: id, token: { name: 'pipeline' } });
