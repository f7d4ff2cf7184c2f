import { Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type ExpiryChoice, expiryChoices } from './expiry.ts';
import { type ExpiryOf, expiryWords } from './expiry-words.ts';

interface Props<Choice extends ExpiryChoice | 'kept'> {
  /** Whose end it is: it is said in the label, and in what follows from it. */
  readonly of?: ExpiryOf | undefined;
  readonly label?: string | undefined;
  /** Where there is an end already: what it means to leave it as it is, which is then a choice too. */
  readonly kept?: string | undefined;
  readonly choice: Choice;
  /** The day, or the length, where one is entered. */
  readonly date: string;
  readonly error?: string | undefined;
  readonly onChoice: (choice: Choice) => void;
  readonly onDate: (date: string) => void;
}

const asItIs = { value: 'kept', label: 'As it is' };

/** Chooses when a token or an account ends, and says which day that is. */
export function ExpiryField<Choice extends ExpiryChoice | 'kept' = ExpiryChoice>(
  props: Props<Choice>,
) {
  const { of = 'token', label = 'Expires', kept, choice, date, error, onChoice, onDate } = props;
  const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString('sv');
  return (
    <Stack gap={6}>
      <Group align="flex-start" gap="sm">
        <Select
          label={label}
          flex="1 1 9rem"
          data={kept === undefined ? expiryChoices : [asItIs, ...expiryChoices]}
          value={choice}
          allowDeselect={false}
          maxDropdownHeight={320}
          error={choice === 'date' || choice === 'length' ? undefined : error}
          onChange={(value) => {
            if (!value) return;
            // A day is no length, and a length no day.
            onDate('');
            onChoice(value as Choice);
          }}
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
        {choice === 'length' && (
          <TextInput
            label="Length"
            placeholder="12h, 45d, 1h30m"
            flex="1 1 9rem"
            maxLength={40}
            value={date}
            error={error}
            onChange={(event) => onDate(event.currentTarget.value)}
          />
        )}
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {choice === 'kept' ? kept : expiryWords(of, choice, date)}
      </Text>
    </Stack>
  );
}
