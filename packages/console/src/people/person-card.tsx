import type { ListedUser } from '@keywright/sdk';
import { Avatar, Group, Paper, Stack } from '@mantine/core';
import { CopyableId } from '../parts/copyable-id.tsx';
import { Facts } from '../parts/facts.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { usePersonActs } from './person-acts.tsx';
import { PersonState } from './person-states.tsx';

/** Who a person is and what may be done to them. */
export function PersonCard({ person }: { readonly person: ListedUser }) {
  const { acts, dialog } = usePersonActs(person);
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
            <Group gap="xs">
              <PersonState person={person} />
              {person.is_admin && <StateWord state="Site administrator" />}
            </Group>
            <RowMenu of={person.display_name} acts={acts} />
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
            ]}
          />
        </Stack>
      </Group>
      {dialog}
    </Paper>
  );
}
