import type { ListedUser } from '@keywright/sdk';
import { Anchor, Avatar, Group, Paper, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CopyableId } from '../parts/copyable-id.tsx';
import { Facts } from '../parts/facts.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { useProfile } from '../queries/profile.ts';
import { usePersonActs } from './person-acts.tsx';
import { PersonStates } from './person-states.tsx';

/** Who a person is and what may be done to them. */
export function PersonCard({ person }: { readonly person: ListedUser }) {
  const { acts, dialog } = usePersonActs(person);
  const { abilities } = useProfile();
  const { last_signed_in_at } = person;
  return (
    <Paper withBorder p="lg" radius="md" bg="var(--page-surface)">
      <Group align="flex-start" wrap="nowrap" gap="md">
        <Avatar
          src={person.avatar_url}
          name={person.display_name}
          size={56}
          alt=""
          visibleFrom="sm"
        />
        <Stack gap="xs" flex={1} miw={0}>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <PersonStates person={person} />
            <RowMenu of={person.display_name} acts={acts} isWord />
          </Group>
          <Facts
            facts={[
              ['E-mail', person.email],
              ['User id', <CopyableId key="id" id={person.id} label="user id" />],
              ['Joined', <RelativeTime key="joined" at={person.created_at} />],
              [
                'Last signed in',
                last_signed_in_at ? <RelativeTime key="last" at={last_signed_in_at} /> : 'Never',
              ],
              ...(abilities.includes('read_audit')
                ? [['Audit record', <Recorded key="recorded" of={person} />] as const]
                : []),
            ]}
          />
        </Stack>
      </Group>
      {dialog}
    </Paper>
  );
}

/** The ways to what a person did, and to what was done to them. */
function Recorded({ of: { id, display_name } }: { readonly of: ListedUser }) {
  return (
    <Group gap="md" style={{ rowGap: 2 }}>
      <Anchor
        size="sm"
        renderRoot={(props) => <Link to="/admin/audit" search={{ actor: id }} {...props} />}
      >
        What {display_name} did
      </Anchor>
      <Anchor
        size="sm"
        renderRoot={(props) => <Link to="/admin/audit" search={{ target: id }} {...props} />}
      >
        What was done to their account
      </Anchor>
    </Group>
  );
}
