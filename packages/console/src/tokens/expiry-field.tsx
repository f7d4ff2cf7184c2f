import { Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { relativeTime, shortTime } from '../parts/times.ts';
import { type ExpiryChoice, expiryChoices, expiryOf } from './expiry.ts';

interface Props {
  readonly choice: ExpiryChoice;
  readonly date: string;
  readonly error?: string | undefined;
  readonly onChoice: (choice: ExpiryChoice) => void;
  readonly onDate: (date: string) => void;
}

/** Chooses when a token ends, and says which day that is. */
export function ExpiryField({ choice, date, error, onChoice, onDate }: Props) {
  const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString('sv');
  return (
    <Stack gap={6}>
      <Group align="flex-start" gap="sm">
        <Select
          label="Expires"
          flex="1 1 9rem"
          data={expiryChoices}
          value={choice}
          allowDeselect={false}
          maxDropdownHeight={320}
          onChange={(value) => value && onChoice(value as ExpiryChoice)}
          comboboxProps={{ withinPortal: false }}
        />
        {choice === 'date' && (
          <TextInput
            label="Last day"
            type="date"
            flex="1 1 9rem"
            min={tomorrow}
            value={date}
            error={error}
            onChange={(event) => onDate(event.currentTarget.value)}
          />
        )}
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {expiryWords(choice, date)}
      </Text>
    </Stack>
  );
}

function expiryWords(choice: ExpiryChoice, date: string): string {
  const now = Date.now();
  const at = expiryOf(choice, date, now);
  if (at === undefined) return 'Choose the last day on which the token works.';
  if (at === null)
    return 'It works until it is revoked. Choose a date where you can: forgotten tokens are found by others.';
  return `It stops working on ${shortTime(at)} (${relativeTime(at, now)}).`;
}
