import { Checkbox, Group, Input, TextInput } from '@mantine/core';
import { days, partsOf } from './days-and-hour.ts';
import { type FieldProps, shownOf } from './field-props.ts';

/** Days of the week and a time, as Platz's pages send them: `{run_days: "1,2,5", schedule: "23:15"}`, in UTC. */
export function DaysAndHourField({ input, value, error, onChange }: FieldProps) {
  const { run_days, schedule } = partsOf(value);
  const set = (change: { run_days?: string; schedule?: string }) =>
    onChange({ run_days, schedule, ...change });
  return (
    <Input.Wrapper {...shownOf(input, error)} role="group" aria-label={input.label}>
      <Checkbox.Group
        value={run_days === '' ? [] : run_days.split(',')}
        onChange={(chosen: string[]) => set({ run_days: chosen.toSorted().join(',') })}
      >
        <Group gap="sm" my={6}>
          {days.map((day, at) => (
            <Checkbox key={day} value={String(at)} label={day} />
          ))}
        </Group>
      </Checkbox.Group>
      <TextInput
        type="time"
        label="Time (UTC)"
        maw="10rem"
        value={schedule}
        onChange={({ currentTarget }) => set({ schedule: currentTarget.value })}
      />
    </Input.Wrapper>
  );
}
