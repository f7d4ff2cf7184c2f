import type { ServiceAccount } from '@keywright/sdk';
import { Anchor, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CopyableId } from '../parts/copyable-id.tsx';
import { Facts } from '../parts/facts.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { useProfile } from '../queries/profile.ts';
import { AccountState } from './account-state.tsx';
import { accountWord, capital } from './account-words.ts';

/** What an account is: its facts, and the ways to what the record says of it. */
export function AccountCard({ account }: { readonly account: ServiceAccount }) {
  const { abilities } = useProfile();
  const { id, description, home, created_at, created_by, expires_at, last_used } = account;
  const word = accountWord(home);
  const facts: (readonly [string, ReactNode] | false)[] = [
    [`${capital(word)} id`, <CopyableId key="id" id={id} label={`${word} id`} />],
    word !== 'bot' && ['At home in', home.name],
    [
      'Created',
      <span key="created">
        <RelativeTime at={created_at} /> by {created_by.name}
      </span>,
    ],
    ['Expires', expires_at ? <RelativeTime key="expires" at={expires_at} /> : 'Never'],
    ['Last used', <LastUse key="used" of={last_used} />],
    abilities.includes('read_audit') && ['Audit record', <Recorded key="audit" of={account} />],
  ];
  return (
    <Paper withBorder p="lg" radius="md" bg="var(--page-surface)">
      <Stack gap="xs">
        <Group>
          <AccountState account={account} />
        </Group>
        {description && (
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {description}
          </Text>
        )}
        {account.state === 'expired' && (
          <Text size="sm" c="dimmed">
            All its tokens are refused. A later date, under “Edit”, brings them back.
          </Text>
        )}
        <Facts facts={facts.filter((fact) => fact !== false)} />
      </Stack>
    </Paper>
  );
}

function LastUse({ of }: { readonly of: ServiceAccount['last_used'] }) {
  if (!of) return 'Never';
  return (
    <>
      <RelativeTime at={of.at} />
      {of.address && ` by ${of.address}`}
    </>
  );
}

function Recorded({ of: { id, name } }: { readonly of: ServiceAccount }) {
  return (
    <Group gap="md" style={{ rowGap: 2 }}>
      <Anchor
        size="sm"
        renderRoot={(props) => <Link to="/admin/audit" search={{ actor: id }} {...props} />}
      >
        What {name} did
      </Anchor>
      <Anchor
        size="sm"
        renderRoot={(props) => <Link to="/admin/audit" search={{ target: id }} {...props} />}
      >
        What was done to it
      </Anchor>
    </Group>
  );
}
