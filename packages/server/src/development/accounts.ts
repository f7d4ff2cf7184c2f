import { hash } from 'node:crypto';

/** The claims the provider makes about one person (OpenID Connect Core 1.0, 5.1). */
export interface Account {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name?: string;
  readonly picture?: string;
}

export const sampleAccounts = [
  { email: 'admin@example.test', name: 'Ada Admin', note: 'Site administrator' },
  { email: 'member@example.test', name: 'Mika Member', note: 'Active member' },
  { email: 'inactive@example.test', name: 'Ines Inactive', note: 'Waits for an administrator' },
] as const;

/** What the form of the sign-in page sends. */
export interface Choice {
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  /** The address of a picture, `none` for no picture, or empty for the generated one. */
  readonly picture: string;
}

/** Where the provider serves the generated picture of an account. */
function picturePath(email: string): string {
  return `/pictures/${pictureName(email)}.png`;
}

function pictureName(email: string): string {
  const known = sampleAccounts.find((account) => account.email === email.toLowerCase());
  return known ? (known.email.split('@')[0] ?? '') : subOf(email).slice(0, 16);
}

/** The same person whatever the case in which their address is written. */
function subOf(email: string): string {
  return hash('sha256', email.toLowerCase(), 'hex').slice(0, 32);
}

export function accountOf(choice: Choice, issuer: string, hasPictures: boolean): Account {
  const { email, emailVerified } = choice;
  const sample = sampleAccounts.find((account) => account.email === email.toLowerCase());
  const name = choice.name || sample?.name;
  const generated = hasPictures ? `${issuer}${picturePath(email)}` : undefined;
  const picture = choice.picture === 'none' ? undefined : choice.picture || generated;
  return {
    sub: subOf(email),
    email,
    email_verified: emailVerified,
    ...(name ? { name } : {}),
    ...(picture ? { picture } : {}),
  };
}
