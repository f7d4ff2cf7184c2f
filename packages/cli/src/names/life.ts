import { Option } from 'commander';

/** How long a token or an account is to live, as the API takes it. */
export interface Life {
  expires_at?: string | null;
  duration?: string;
}

export const expiresOption = () =>
  new Option('--expires <when>', '24h, 30d, 1y, a date such as 2027-01-31, or never');

/** The server says what it does not understand, and by which name. */
export function lifeOf(expires: string | undefined): Life {
  if (expires === undefined) return {};
  if (expires === 'never') return { expires_at: null };
  return /^\d{4}-/.test(expires) ? { expires_at: expires } : { duration: expires };
}
