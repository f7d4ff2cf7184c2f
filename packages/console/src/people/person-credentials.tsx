import type { ListedUser } from '@keywright/sdk';
import { Stack, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { EmptyState } from '../parts/empty-state.tsx';
import { late } from '../parts/late.tsx';
import { useProfile } from '../queries/profile.ts';
import { userTokensQuery } from '../queries/user-tokens.ts';
import { SessionList } from '../sessions/session-list.tsx';
import { TokenList } from '../tokens/token-list.tsx';

const UsageSection = late(() =>
  import('../usage/usage-section.tsx').then((file) => file.UsageSection),
);
const UnusedSection = late(() =>
  import('../usage/unused-section.tsx').then((file) => file.UnusedSection),
);
const route = getRouteApi('/signed-in/admin/users/$id');

/** A person's tokens and sessions, for those who may stop them. */
export function PersonCredentials({ person }: { readonly person: ListedUser }) {
  const { sessions_page, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const { user, abilities } = useProfile();
  const isShown = abilities.includes('manage_users') || person.id === user.id;
  const tokens = useQuery({
    ...userTokensQuery({ user_id: person.id, per_page: 25, ...filters }),
    enabled: isShown,
  });
  if (!isShown) return null;
  return (
    <>
      <Stack component="section" gap="sm" aria-labelledby="tokens">
        <Title order={2} size="h4" id="tokens">
          Personal access tokens
        </Title>
        <TokenList
          query={tokens}
          filters={filters}
          ownerStopped={person.is_active ? undefined : 'the person is inactive'}
          onFilter={(next) => void navigate({ search: { ...next, sessions_page }, replace: true })}
          empty={
            <EmptyState icon={IconKey} title="No tokens yet">
              They make their own under “Personal access tokens”. You can make one for them from
              “Actions” above; the record says that you did.
            </EmptyState>
          }
        />
      </Stack>
      <UsageSection subject={{ kind: 'user', id: person.id }} />
      <UnusedSection whose={{ user_id: person.id }} />
      <Stack component="section" gap="sm" aria-labelledby="sessions">
        <Title order={2} size="h4" id="sessions">
          Sessions
        </Title>
        <SessionList
          userId={person.id}
          page={sessions_page}
          onPage={(page) =>
            void navigate({ search: { ...filters, sessions_page: page }, replace: true })
          }
        />
      </Stack>
    </>
  );
}
