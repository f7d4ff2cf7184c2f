import { parseDuration } from '@keywright/sdk';

/** How long a token shall live, as the form holds it. */
export type ExpiryChoice = '24h' | '7d' | '30d' | '90d' | '1y' | 'length' | 'date' | 'never';

export const expiryChoices: readonly { readonly value: ExpiryChoice; readonly label: string }[] = [
  { value: '24h', label: '24 hours' },
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: '1y', label: '1 year' },
  { value: 'length', label: 'Another length…' },
  { value: 'date', label: 'On a date…' },
  { value: 'never', label: 'Never' },
];

/**
 * The moment it ends in ms since 1970, null for never, undefined while what was entered is none. `entered` is a day
 * (`2026-12-22`) or a length (`1h30m`), as the choice wants it.
 */
export function expiryOf(
  choice: ExpiryChoice,
  entered: string,
  now: number,
): number | null | undefined {
  if (choice === 'never') return null;
  if (choice === 'date') return isDay(entered) ? endOfDay(entered) : undefined;
  const length = parseDuration(choice === 'length' ? entered.trim() : choice);
  return length === undefined ? undefined : now + length;
}

/** What the request says: a length where one was chosen, so that the server's clock decides, not this one's. */
export function expirySent(choice: ExpiryChoice, entered: string) {
  if (choice === 'never') return { expires_at: null };
  if (choice === 'date') return { expires_at: new Date(endOfDay(entered)).toISOString() };
  return { duration: choice === 'length' ? entered.trim() : choice };
}

/** What is still to be entered for the choice, as a field says it; null where nothing is. */
export function expiryMissing(choice: ExpiryChoice | 'kept', entered: string): string | null {
  if (choice === 'date') return isDay(entered) ? null : 'Choose a day.';
  if (choice !== 'length' || parseDuration(entered.trim()) !== undefined) return null;
  return 'Write a length such as 12h, 45d or 1h30m.';
}

/** A length was entered before a day was wanted, or the other way round. */
const isDay = (entered: string): boolean => /^\d{4,6}-\d\d-\d\d$/.test(entered);

/** A token "until the 31st" works on the 31st, where the person is. */
const endOfDay = (date: string): number => new Date(`${date}T23:59:59`).getTime();

const day = 86_400_000;
const lengths: readonly (readonly [ExpiryChoice, number])[] = [
  ['24h', day],
  ['7d', 7 * day],
  ['30d', 30 * day],
  ['90d', 90 * day],
  ['1y', 365 * day],
];

interface Life {
  readonly issued_at: string;
  readonly expires_at: string | null;
}

/** The longest choice within how long a token was made for; the shortest there is where that was shorter still. */
export function lengthAsBefore({ issued_at, expires_at }: Life): ExpiryChoice {
  if (expires_at === null) return 'never';
  const length = Date.parse(expires_at) - Date.parse(issued_at);
  // A second more or less is the way to the server.
  const fitting = lengths.filter(([, ms]) => ms <= length * 1.01);
  return fitting.at(-1)?.[0] ?? '24h';
}
