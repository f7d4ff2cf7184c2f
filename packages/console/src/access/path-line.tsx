import type { ResourceRef, ResourceType } from '@keywright/sdk';
import { Anchor, Stack, Text } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useProfile } from '../queries/profile.ts';
import { wordsOf } from './resource-words.ts';

interface Props {
  readonly path: readonly ResourceRef[];
  readonly resource: ResourceRef;
}

const pages: Partial<Record<ResourceType, LinkProps['to']>> = {
  organization: '/organizations/$id',
  project: '/projects/$id',
  env: '/envs/$id',
  deployment: '/deployments/$id',
  channel: '/entities/$id',
  client: '/entities/$id',
  group: '/entities/$id',
  dashboard: '/entities/$id',
};

/** A node of the tree by its name, and what it stands in. */
export function PathLine({ path, resource }: Props) {
  const { word } = wordsOf(resource.type);
  const above = path.map(({ name }) => name).join(' / ');
  return (
    <Stack gap={0} miw={0} align="flex-start">
      <ResourceName resource={resource} />
      <Text size="sm" c="dimmed">
        {above ? `${word} in ${above}` : word}
      </Text>
    </Stack>
  );
}

/** A name is no promise that its page can be seen; site administrators see all of them. */
function ResourceName({ resource: { type, id, name } }: { readonly resource: ResourceRef }) {
  const { user } = useProfile();
  const to = pages[type];
  const shown = { size: 'sm', fw: 600 } as const;
  if (!to || !user.is_admin) return <Text {...shown}>{name}</Text>;
  return (
    <Anchor {...shown} renderRoot={(props) => <Link to={to} params={{ id }} {...props} />}>
      {name}
    </Anchor>
  );
}
