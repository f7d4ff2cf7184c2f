import type { PrincipalRef } from '@keywright/sdk';
import { Anchor, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePrincipalPage } from '../grants/principal-page.ts';
import { principalWords } from '../grants/principal-words.ts';

interface Props {
  readonly principal: PrincipalRef;
  /** Said after what they are. */
  readonly more?: ReactNode;
}

/** Somebody by their name, which leads to their page where the reader may go there, and what they are. */
export function PrincipalLine({ principal, more }: Props) {
  const { word, icon: Icon } = principalWords[principal.kind];
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
      <ThemeIcon variant="light" color="gray" size={30} radius="xl" aria-hidden>
        <Icon size={17} />
      </ThemeIcon>
      <Stack gap={0} miw={0}>
        <PrincipalName principal={principal} />
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {word}
          {more}
        </Text>
      </Stack>
    </Group>
  );
}

function PrincipalName({ principal }: Pick<Props, 'principal'>) {
  const page = usePrincipalPage(principal);
  const shown = { size: 'sm', fw: 600 } as const;
  if (!page) return <Text {...shown}>{principal.name}</Text>;
  return (
    <Anchor {...shown} renderRoot={(props) => <Link {...page} {...props} />}>
      {principal.name}
    </Anchor>
  );
}
