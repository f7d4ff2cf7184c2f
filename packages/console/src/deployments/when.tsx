import { NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { shortTime } from '../parts/times.ts';

/** When a task is to start, as a form holds it: now, or a time of the reader’s own clock. */
export interface When {
  readonly isLater: boolean;
  /** As a field for a local time has it: `2030-01-31T12:00`. */
  readonly at: string;
}

export const now: When = { isLater: false, at: '' };

/** As a request says it: nothing for now, undefined while no time was chosen. */
export function whenSent({ isLater, at }: When): string | null | undefined {
  if (!isLater) return null;
  const time = Date.parse(at);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

interface Props {
  readonly value: When;
  readonly error?: string | undefined;
  readonly onChange: (when: When) => void;
}

export function WhenField({ value, error, onChange }: Props) {
  const sent = whenSent(value);
  return (
    <Stack gap={6}>
      <NativeSelect
        label="When"
        maw="16rem"
        data={[
          { value: 'now', label: 'Now' },
          { value: 'later', label: 'At a time…' },
        ]}
        value={value.isLater ? 'later' : 'now'}
        onChange={({ currentTarget }) =>
          onChange({ ...value, isLater: currentTarget.value === 'later' })
        }
      />
      {value.isLater && (
        <TextInput
          label="Not before"
          type="datetime-local"
          maw="16rem"
          required
          error={error}
          value={value.at}
          onChange={({ currentTarget }) => onChange({ ...value, at: currentTarget.value })}
        />
      )}
      {sent && (
        <Text size="sm" c="dimmed" role="status">
          It starts on {shortTime(Date.parse(sent))}. Until then it stands in History, where it can
          be canceled.
        </Text>
      )}
    </Stack>
  );
}
