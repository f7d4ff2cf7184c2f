import type { ResourceAbility } from '@keywright/sdk';
import { Button } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { settingsTabs, type TreeType } from './settings-tabs.ts';

interface Props {
  readonly type: TreeType;
  readonly row: { readonly id: string; readonly abilities: readonly ResourceAbility[] };
}

/** The way to the settings of a resource; nothing where there are none for the reader. */
export function SettingsLink({ type, row: { id, abilities } }: Props) {
  const [first] = settingsTabs(type, abilities);
  if (!first) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconSettings size={16} />}
      renderRoot={(props) => <Link to={first.to} params={{ id } as never} {...props} />}
    >
      Settings
    </Button>
  );
}
