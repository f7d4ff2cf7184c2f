import { ActionIcon, Button, Menu } from '@mantine/core';
import { type Icon, IconChevronDown, IconDots } from '@tabler/icons-react';
import { useRef } from 'react';

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
  /** On a page about this one thing there is room for the word beside three dots in a list. */
  readonly isWord?: boolean;
}

/** What may be done to a row; nothing at all where nothing may. */
export function RowMenu({ of, acts, isWord = false }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const offered = acts.filter((act) => act !== false);
  if (offered.length === 0) return null;
  const label = `Actions for ${of}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {isWord ? (
          <Button
            ref={button}
            variant="default"
            size="xs"
            rightSection={<IconChevronDown size={14} />}
            aria-label={label}
          >
            Actions
          </Button>
        ) : (
          <ActionIcon ref={button} variant="subtle" color="gray" aria-label={label}>
            <IconDots size={18} />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map(({ label, icon: Icon, isDangerous, run }) => (
          <Menu.Item
            key={label}
            leftSection={<Icon size={16} />}
            {...(isDangerous && { color: 'var(--mantine-color-error)' })}
            onClick={() => {
              // The item is about to be gone: from the button a dialog takes the focus, and gives it back there.
              button.current?.focus();
              run();
            }}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
