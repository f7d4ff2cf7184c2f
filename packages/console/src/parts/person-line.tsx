import type { User } from '@keywright/sdk';
import { Anchor, Avatar, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';

type Person = Pick<User, 'id' | 'display_name' | 'email' | 'avatar_url'>;

/** A person as lists show them: picture, name (which leads to them) and address. */
export function PersonLine({ person }: { readonly person: Person }) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
      <Avatar src={person.avatar_url} name={person.display_name} size={34} alt="" />
      <Stack gap={0} miw={0}>
        <Anchor
          size="sm"
          fw={600}
          renderRoot={(props) => (
            <Link to="/admin/users/$id" params={{ id: person.id }} {...props} />
          )}
        >
          {person.display_name}
        </Anchor>
        {person.email !== person.display_name && (
          <Text size="sm" c="dimmed">
            {person.email}
          </Text>
        )}
      </Stack>
    </Group>
  );
}
