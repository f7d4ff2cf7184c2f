import { Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type ExpiryChoice, expiryChoices } from './expiry.ts';
import { type ExpiryOf, expiryWords } from './expiry-words.ts';

interface Props {
  /** Whose end it is: it is said in the label, and in what follows from it. */
  readonly of?: ExpiryOf | undefined;
  readonly label?: string | undefined;
  readonly choice: ExpiryChoice;
  readonly date: string;
  readonly error?: string | undefined;
  readonly onChoice: (choice: ExpiryChoice) => void;
  readonly onDate: (date: string) => void;
}

/** Chooses when a token or an account ends, and says which day that is. */
export function ExpiryField(props: Props) {
  const { of = 'token', label = 'Expires', choice, date, error, onChoice, onDate } = props;
  const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString('sv');
  return (
    <Stack gap={6}>
      <Group align="flex-start" gap="sm">
        <Select
          label={label}
          flex="1 1 9rem"
          data={expiryChoices}
          value={choice}
          allowDeselect={false}
          maxDropdownHeight={320}
          error={choice === 'date' ? undefined : error}
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
        {expiryWords(of, choice, date)}
      </Text>
    </Stack>
  );
}
