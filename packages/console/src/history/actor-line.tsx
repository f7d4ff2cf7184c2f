import type { TaskActor } from '@keywright/sdk';
import { Anchor, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { usePrincipalPage } from '../grants/principal-page.ts';
import { principalWords } from '../grants/principal-words.ts';
import { credentialWords } from './task-words.ts';

interface Props {
  readonly actor: TaskActor;
}

/** Who did it and what they are, by the name they had then, and the session or token they came with. */
export function ActorLine({ actor }: Props) {
  const { word, icon: Icon } = principalWords[actor.kind];
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
      <ThemeIcon variant="light" color="gray" size={30} radius="xl" aria-hidden>
        <Icon size={17} />
      </ThemeIcon>
      <Stack gap={0} miw={0}>
        <ActorName actor={actor} />
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {word}, <CredentialName credential={actor.credential} />
        </Text>
      </Stack>
    </Group>
  );
}

function ActorName({ actor }: Props) {
  const page = usePrincipalPage(actor);
  const shown = { size: 'sm', fw: 600 } as const;
  if (!page) return <Text {...shown}>{actor.name}</Text>;
  return (
    <Anchor {...shown} renderRoot={(props) => <Link {...page} {...props} />}>
      {actor.name}
    </Anchor>
  );
}

type Credential = TaskActor['credential'];

/** It leads to all that was done with it. */
export function CredentialName({ credential }: { readonly credential: Credential }) {
  return (
    <Anchor
      size="sm"
      c="dimmed"
      underline="always"
      // In one piece where a line has room for it.
      style={{ display: 'inline-block', overflowWrap: 'anywhere' }}
      renderRoot={(props) => (
        <Link to="/credentials/$kind/$id/history" params={credential} {...props} />
      )}
    >
      {credentialWords(credential)}
    </Anchor>
  );
}
