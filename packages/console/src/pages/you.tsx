import { Avatar, Box, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { CopyableId } from '../parts/copyable-id.tsx';
import { Facts } from '../parts/facts.tsx';
import { late } from '../parts/late.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useProfile } from '../queries/profile.ts';

const PrincipalAccess = late(() =>
  import('../access/principal-access.tsx').then((file) => file.PrincipalAccess),
);

export function YouPage() {
  const { principal, user, credential } = useProfile();
  return (
    <>
      <PageHeader
        title="Profile"
        trail={[{ label: 'You', to: '/profile/you' }]}
        about="Your name, address and picture come from your sign-in provider, and are refreshed each time you sign in."
        action={
          <Button
            leftSection={<IconKey size={16} />}
            renderRoot={(props) => <Link to="/profile/user-tokens" {...props} />}
          >
            Personal access tokens
          </Button>
        }
      />
      <Paper withBorder p="lg" radius="md" bg="var(--page-surface)" maw="46rem">
        <Group gap="md" mb="md">
          <Avatar src={user.avatar_url} name={user.display_name} size={64} alt="" />
          <Stack gap={2} flex={1} miw={0}>
            <Text fw={650} size="lg">
              {user.display_name}
            </Text>
            {user.is_admin && (
              <div>
                <StateWord state="Site administrator" />
              </div>
            )}
          </Stack>
        </Group>
        <Facts
          facts={[
            ['E-mail', user.email],
            ['User id', <CopyableId key="id" id={user.id} label="user id" />],
            ['Joined', <RelativeTime key="joined" at={user.created_at} />],
            [
              'Last signed in',
              user.last_signed_in_at ? (
                <RelativeTime key="last" at={user.last_signed_in_at} />
              ) : (
                'Never'
              ),
            ],
            ...(credential.expires_at
              ? [
                  [
                    'This session ends',
                    <RelativeTime key="ends" at={credential.expires_at} />,
                  ] as const,
                ]
              : []),
          ]}
        />
      </Paper>
      <Box mt="xl">
        <PrincipalAccess principal={principal} isSelf />
      </Box>
    </>
  );
}
