import { KeywrightError } from '@keywright/sdk';

/** What the server says about each field, by the field's name, for a form to show in place. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof KeywrightError)) return {};
  return Object.fromEntries(error.fields.map(({ field, message }) => [field, message]));
}
