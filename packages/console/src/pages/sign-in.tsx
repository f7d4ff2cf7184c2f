import { Alert, Button, List, Skeleton, Text } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { LonePage } from '../parts/lone-page.tsx';
import { signInOptionsQuery } from '../queries/sign-in-options.ts';
import { signInAddress } from './sign-in-search.ts';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { return_to } = route.useSearch();
  const options = useQuery(signInOptionsQuery);
  return (
    <LonePage title="Sign in to Keywright" tabTitle="Sign in">
      <Text c="dimmed">
        Make and revoke the credentials that your programs use. You sign in with the account you
        have already.
      </Text>
      {options.isPending && <Skeleton height={42} />}
      {options.error && <ErrorPanel error={options.error} onRetry={() => void options.refetch()} />}
      {options.data && (
        <Button
          component="a"
          href={signInAddress(return_to)}
          size="md"
          h="auto"
          py="xs"
          styles={{ label: { whiteSpace: 'normal', lineHeight: 1.35 } }}
          leftSection={<IconLogin2 size={18} />}
        >
          Sign in with {options.data.provider_name}
        </Button>
      )}
      {options.data?.is_development && <DevelopmentNote />}
    </LonePage>
  );
}

function DevelopmentNote() {
  return (
    <Alert color="yellow" title="Development sign-in">
      <Text size="sm">
        No identity provider is configured, so this server brings its own, for this machine alone.
        It has these sample accounts and asks for no real password:
      </Text>
      <List size="sm" mt={6}>
        <List.Item>admin@example.test, a site administrator</List.Item>
        <List.Item>member@example.test, an active person</List.Item>
        <List.Item>inactive@example.test, whom nobody has activated yet</List.Item>
      </List>
    </Alert>
  );
}
