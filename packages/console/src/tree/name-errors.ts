import { KeywrightError } from '@keywright/sdk';
import { fieldErrors } from '../parts/field-errors.ts';

/** What the server says about fields; that a name is taken is said at the name, where it can be mended. */
export const nameErrors = (error: unknown): Record<string, string> =>
  error instanceof KeywrightError && error.code === 'conflict'
    ? { name: error.message }
    : fieldErrors(error);

export const nameMissing = (name: string): string | null =>
  name.trim() ? null : 'Give it a name.';
