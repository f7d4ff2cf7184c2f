import { Button } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHeader } from '../parts/page-header.tsx';
import { useProfile } from '../queries/profile.ts';
import { EndAllDialog } from '../sessions/end-all-dialog.tsx';
import { SessionList } from '../sessions/session-list.tsx';

const route = getRouteApi('/signed-in/profile/sessions');

export function SessionsPage() {
  const { user } = useProfile();
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <PageHeader
        title="Sessions"
        trail={[{ label: 'You', to: '/profile/you' }]}
        about="Where you are signed in. End what you do not recognise, and tell an administrator."
        action={
          <Button
            variant="default"
            leftSection={<IconLogout size={16} />}
            onClick={() => setAsked(true)}
          >
            Sign out everywhere…
          </Button>
        }
      />
      <SessionList
        userId={user.id}
        page={page}
        onPage={(next) => void navigate({ search: { page: next }, replace: true })}
      />
      {asked && <EndAllDialog onClose={() => setAsked(false)} />}
    </>
  );
}
