import { parseDuration } from '@keywright/sdk';

/** How long a token shall live, as the form holds it. */
export type ExpiryChoice = '24h' | '7d' | '30d' | '90d' | '1y' | 'date' | 'never';

export const expiryChoices: readonly { readonly value: ExpiryChoice; readonly label: string }[] = [
  { value: '24h', label: '24 hours' },
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: '1y', label: '1 year' },
  { value: 'date', label: 'On a date…' },
  { value: 'never', label: 'Never' },
];

/** The moment it ends in ms since 1970, null for never, undefined while no date was chosen. */
export function expiryOf(
  choice: ExpiryChoice,
  date: string,
  now: number,
): number | null | undefined {
  if (choice === 'never') return null;
  if (choice === 'date') return date === '' ? undefined : endOfDay(date);
  return now + (parseDuration(choice) ?? 0);
}

/** What the request says: a length where one was chosen, so that the server's clock decides, not this one's. */
export function expirySent(choice: ExpiryChoice, date: string) {
  if (choice === 'never') return { expires_at: null };
  if (choice === 'date') return { expires_at: new Date(endOfDay(date)).toISOString() };
  return { duration: choice };
}

/** A token "until the 31st" works on the 31st, where the person is. */
const endOfDay = (date: string): number => new Date(`${date}T23:59:59`).getTime();
