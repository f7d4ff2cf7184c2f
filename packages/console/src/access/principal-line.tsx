import type { PrincipalRef } from '@keywright/sdk';
import { Anchor, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { principalWords } from '../grants/principal-words.ts';
import { useProfile } from '../queries/profile.ts';

interface Props {
  readonly principal: PrincipalRef;
}

/** Who holds something: their name, which leads to their page where the reader may go there, and what they are. */
export function PrincipalLine({ principal }: Props) {
  const { word, icon: Icon } = principalWords[principal.kind];
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
      <ThemeIcon variant="light" color="gray" size={30} radius="xl" aria-hidden>
        <Icon size={17} />
      </ThemeIcon>
      <Stack gap={0} miw={0}>
        <PrincipalName principal={principal} />
        <Text size="sm" c="dimmed">
          {word}
        </Text>
      </Stack>
    </Group>
  );
}

function PrincipalName({ principal: { kind, id, name } }: Props) {
  const { abilities } = useProfile();
  const leads = abilities.includes(kind === 'user' ? 'manage_users' : 'manage_bots');
  const shown = { size: 'sm', fw: 600 } as const;
  if (!leads) return <Text {...shown}>{name}</Text>;
  const to = kind === 'user' ? '/admin/users/$id' : '/service-accounts/$id';
  return (
    <Anchor {...shown} renderRoot={(props) => <Link to={to} params={{ id }} {...props} />}>
      {name}
    </Anchor>
  );
}
