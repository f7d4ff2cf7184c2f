import { Anchor, Group, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CopyableId } from '../parts/copyable-id.tsx';
import { StateWord } from '../parts/state-word.tsx';
import type { TreeType } from './settings-tabs.ts';

const pages = {
  organization: '/organizations/$id',
  project: '/projects/$id',
  env: '/envs/$id',
} as const;

interface Props {
  readonly type: TreeType;
  readonly row: { readonly id: string; readonly name: string; readonly is_default?: boolean };
}

/** A resource as lists show it: its name, which leads to it, and its id. */
export function NodeName({ type, row: { id, name, is_default } }: Props) {
  return (
    <Stack gap={1} miw={0} align="flex-start">
      <Group gap="xs">
        <Anchor
          size="sm"
          fw={600}
          renderRoot={(props) => <Link to={pages[type]} params={{ id }} {...props} />}
        >
          {name}
        </Anchor>
        {is_default && <StateWord state="Default" />}
      </Group>
      <CopyableId id={id} label={`${type} id`} />
    </Stack>
  );
}
