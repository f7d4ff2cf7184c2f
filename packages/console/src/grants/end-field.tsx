import { Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { relativeTime, shortTime } from '../parts/times.ts';
import { type ExpiryChoice, expiryChoices, expiryOf } from '../tokens/expiry.ts';

/** When a grant ends, as a form holds it. */
export interface End {
  readonly choice: ExpiryChoice;
  readonly date: string;
}

export const noEnd: End = { choice: 'never', date: '' };

interface Props {
  readonly value: End;
  readonly onChange: (end: End) => void;
  readonly error?: string | undefined;
}

const choices = expiryChoices
  .filter(({ value }) => value !== 'length')
  .sort((a, b) => rank(a.value) - rank(b.value));

/** Chooses when a grant ends by itself; never, unless something is chosen. */
export function EndField({ value, onChange, error }: Props) {
  const { choice, date } = value;
  const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString('sv');
  return (
    <Stack gap={6}>
      <Group align="flex-start" gap="sm">
        <NativeSelect
          label="Ends (optional)"
          flex="1 1 9rem"
          data={[...choices]}
          value={choice}
          error={choice === 'date' ? undefined : error}
          onChange={({ currentTarget }) =>
            onChange({ ...value, choice: currentTarget.value as ExpiryChoice })
          }
        />
        {choice === 'date' && (
          <TextInput
            label="Last day"
            type="date"
            flex="1 1 9rem"
            min={tomorrow}
            value={date}
            error={error}
            onChange={({ currentTarget }) => onChange({ ...value, date: currentTarget.value })}
          />
        )}
      </Group>
      {choice !== 'never' && (
        <Text size="sm" c="dimmed" role="status">
          {endWords(value)}
        </Text>
      )}
    </Stack>
  );
}

/** As a request says it: null for never, undefined while no day was chosen. */
export function endSent({ choice, date }: End): string | null | undefined {
  const at = expiryOf(choice, date, Date.now());
  return typeof at === 'number' ? new Date(at).toISOString() : at;
}

function endWords({ choice, date }: End): string {
  const now = Date.now();
  const at = expiryOf(choice, date, now);
  if (typeof at !== 'number') return 'Choose the last day on which it holds.';
  return `It ends by itself on ${shortTime(at)} (${relativeTime(at, now)}).`;
}

/** Never first: a right without an end is the usual one. */
function rank(choice: ExpiryChoice): number {
  return choice === 'never' ? 0 : 1;
}
