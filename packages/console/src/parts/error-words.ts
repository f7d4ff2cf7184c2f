import { KeywrightError } from '@keywright/sdk';

const titles: Partial<Record<KeywrightError['code'], string>> = {
  unreachable: 'The server cannot be reached',
  not_found: 'Not found',
  forbidden: 'You may not do this',
  beyond_own_rights: 'You cannot give what you do not hold',
  last_admin: 'Somebody must stay Admin',
  in_use: 'This is still in use',
  against_policy: 'The token policy does not allow this',
  scope_covered: 'The token can do this already',
  token_active: 'The token is active',
  rate_limited: 'Too many attempts',
  database_unavailable: 'The database cannot be reached',
};

export const errorTitle = (error: unknown): string =>
  (error instanceof KeywrightError && titles[error.code]) || 'That did not work';

/** The server's own message, which names a missing right itself, and what it says about single fields. */
export function errorMessage(error: unknown): string {
  if (!(error instanceof KeywrightError))
    return 'The page made a mistake. Reload it and try again.';
  const fields = error.fields
    .map(({ field, message }) => `${field}: ${message}`)
    .filter((said) => !error.message.includes(said));
  return [error.message, ...fields].join(' ');
}

/** The permission that was missing, where the message does not name it already. */
export const missingPermission = (error: unknown): string | undefined =>
  error instanceof KeywrightError && error.permission && !error.message.includes(error.permission)
    ? error.permission
    : undefined;

/** The roles that would give it, by name, where the message does not name them already. */
export const rolesThatGiveIt = (error: unknown): readonly string[] =>
  error instanceof KeywrightError
    ? error.roles.filter((role) => !error.message.includes(role))
    : [];

export const requestIdOf = (error: unknown): string | undefined =>
  (error instanceof KeywrightError && error.request_id) || undefined;
