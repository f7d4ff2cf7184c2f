import { type ResourceAbility, siteId } from '@keywright/sdk';
import { useState } from 'react';
import { PageHeader } from '../parts/page-header.tsx';
import { useProfile } from '../queries/profile.ts';
import {
  CreateAccountButton,
  CreateAccountModal,
} from '../service-accounts/create-account-button.tsx';
import { ServiceAccountList } from '../service-accounts/service-account-list.tsx';

const site = { type: 'site', id: siteId, name: 'this site' } as const;
const all: readonly ResourceAbility[] = ['list_service_accounts', 'create_service_account'];

export function BotsPage() {
  const { abilities } = useProfile();
  const [creating, setCreating] = useState(false);
  const mayManage = abilities.includes('manage_bots');
  return (
    <>
      <PageHeader
        title="Bots"
        trail={[{ label: 'Site administration', to: '/admin/users' }]}
        about="Service accounts of the site itself. A bot acts with its own tokens, holds what it is granted in envs and elsewhere, and stays when people leave."
        action={mayManage && <CreateAccountButton home={site} onCreate={() => setCreating(true)} />}
      />
      <ServiceAccountList home={site} abilities={mayManage ? all : []} withCreate={false} />
      {creating && <CreateAccountModal home={site} onClose={() => setCreating(false)} />}
    </>
  );
}
