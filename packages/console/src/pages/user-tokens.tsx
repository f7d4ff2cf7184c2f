import { Button, Group, Stack } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../parts/empty-state.tsx';
import { late } from '../parts/late.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { useProfile } from '../queries/profile.ts';
import { userTokensQuery } from '../queries/user-tokens.ts';
import { TokenList } from '../tokens/token-list.tsx';

const CreateTokenModal = late(() =>
  import('../tokens/create-token-modal.tsx').then((file) => file.CreateTokenModal),
);
const DeleteAllTokensDialog = late(() =>
  import('../tokens/delete-all-tokens-dialog.tsx').then((file) => file.DeleteAllTokensDialog),
);
const UsageSection = late(() =>
  import('../usage/usage-section.tsx').then((file) => file.UsageSection),
);
const UnusedSection = late(() =>
  import('../usage/unused-section.tsx').then((file) => file.UnusedSection),
);
const route = getRouteApi('/signed-in/profile/user-tokens');

export function UserTokensPage() {
  const { user, abilities } = useProfile();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const tokens = useQuery(userTokensQuery({ user_id: user.id, per_page: 10, ...filters }));
  const [asked, setAsked] = useState<'create' | 'delete_all'>();
  const onClose = () => setAsked(undefined);
  const hasSome = (tokens.data?.num_total ?? 0) > 0;
  return (
    <>
      <PageHeader
        title="Personal access tokens"
        trail={[{ label: 'You', to: '/profile/you' }]}
        about="A program that holds one of these acts as you in the API. Give each program its own, so that you can stop one without stopping the rest."
        action={
          <Group gap="xs">
            {hasSome && (
              <Button
                variant="default"
                c="var(--mantine-color-error)"
                onClick={() => setAsked('delete_all')}
              >
                Delete all…
              </Button>
            )}
            {abilities.includes('create_token') && (
              <Button leftSection={<IconPlus size={16} />} onClick={() => setAsked('create')}>
                New token
              </Button>
            )}
          </Group>
        }
      />
      <TokenList
        query={tokens}
        filters={filters}
        onFilter={(search) => void navigate({ search, replace: true })}
        empty={
          <EmptyState
            icon={IconKey}
            title="You have no tokens yet"
            command={{
              label: 'What you will be able to do',
              text: `curl -H "x-platz-token: $PLATZ_TOKEN" ${location.origin}/api/v2/auth/me`,
            }}
          >
            Scripts, pipelines and programs use a token instead of your sign-in. Press “New token”,
            say what it is for, how long it shall work and what it may use, and copy it: it is shown
            once.
          </EmptyState>
        }
      />
      {hasSome && (
        <Stack gap="xl" mt="xl">
          <UsageSection subject={{ kind: 'user', id: user.id }} />
          <UnusedSection whose={{ user_id: user.id }} />
        </Stack>
      )}
      {asked === 'create' && (
        <CreateTokenModal owner={{ ...user, kind: 'self' }} onClose={onClose} />
      )}
      {asked === 'delete_all' && <DeleteAllTokensDialog userId={user.id} onClose={onClose} />}
    </>
  );
}
