import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';

interface Props {
  readonly columns: readonly { readonly header: string; readonly isName?: boolean }[];
  readonly hidden: ReadonlySet<string>;
  readonly onHidden: (hidden: readonly string[]) => void;
}

/** Which columns a list has; the one with the name stays. */
export function ColumnChoice({ columns, hidden, onHidden }: Props) {
  const choices = columns.filter(({ isName }) => !isName).map(({ header }) => header);
  const shown = choices.filter((header) => !hidden.has(header));
  return (
    <Popover position="bottom-end" withinPortal={false} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group
          label="Columns that are shown"
          value={shown}
          onChange={(next) => onHidden(choices.filter((header) => !next.includes(header)))}
        >
          <Stack gap="xs" mt="xs">
            {choices.map((header) => (
              <Checkbox key={header} value={header} label={header} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
