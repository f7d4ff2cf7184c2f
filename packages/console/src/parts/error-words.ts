import { KeywrightError } from '@keywright/sdk';

const titles: Partial<Record<KeywrightError['code'], string>> = {
  unreachable: 'The server cannot be reached',
  not_found: 'Not found',
  forbidden: 'You may not see this',
  rate_limited: 'Too many attempts',
  database_unavailable: 'The database cannot be reached',
};

export const errorTitle = (error: unknown): string =>
  (error instanceof KeywrightError && titles[error.code]) || 'That did not work';

/** The server's own message, and for a missing right which one it is and who has it. */
export function errorMessage(error: unknown): string {
  if (!(error instanceof KeywrightError))
    return 'The page made a mistake. Reload it and try again.';
  const fields = error.fields.map(({ field, message }) => `${field}: ${message}`);
  const missing = error.permission && `Missing permission: ${error.permission}.`;
  const roles = error.roles.length > 0 && `Roles that have it: ${error.roles.join(', ')}.`;
  return [error.message, ...fields, missing, roles].filter(Boolean).join(' ');
}

export const requestIdOf = (error: unknown): string | undefined =>
  (error instanceof KeywrightError && error.request_id) || undefined;
