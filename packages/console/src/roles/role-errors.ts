import { KeywrightError } from '@keywright/sdk';
import { fieldErrors } from '../parts/field-errors.ts';

/** What the server says about a role's fields; a name that is taken is said at the name. */
export function roleErrors(error: unknown): Record<string, string> {
  if (error instanceof KeywrightError && error.code === 'conflict') return { name: error.message };
  const said = Object.entries(fieldErrors(error));
  // One bad entry of the list is `permissions.3`; the list is one field here.
  return Object.fromEntries(said.map(([field, says]) => [field.split('.')[0] ?? field, says]));
}
