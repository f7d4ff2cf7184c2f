import { TextInput } from '@mantine/core';

interface Props {
  readonly label: string;
  /** `2026-12-22` */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** A day in the browser's own calendar. */
export function DayField({ label, value, onChange }: Props) {
  return (
    <TextInput
      label={label}
      type="date"
      flex="1 1 8rem"
      miw={0}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
