import { ActionIcon, Menu } from '@mantine/core';
import { type Icon, IconDots } from '@tabler/icons-react';

export interface RowAct {
  readonly label: string;
  readonly icon: Icon;
  readonly isDangerous?: boolean;
  readonly run: () => void;
}

interface Props {
  /** Whose menu it is, for those who do not see the row. */
  readonly of: string;
  readonly acts: readonly (RowAct | false)[];
}

/** What may be done to a row; nothing at all where nothing may. */
export function RowMenu({ of, acts }: Props) {
  const offered = acts.filter((act) => act !== false);
  if (offered.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${of}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map(({ label, icon: Icon, isDangerous, run }) => (
          <Menu.Item
            key={label}
            leftSection={<Icon size={16} />}
            {...(isDangerous && { color: 'var(--mantine-color-error)' })}
            onClick={run}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
