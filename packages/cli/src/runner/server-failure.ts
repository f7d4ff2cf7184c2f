import { KeywrightError } from '@keywright/sdk';

/** Whether asking again, later, may go better: the server was away, busy or in trouble, or a proxy in between was. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof KeywrightError)) return isAbort(error);
  return error.status === 0 || error.status >= 500 || error.status === 429;
}

export function hasCode(error: unknown, code: KeywrightError['code']): boolean {
  return error instanceof KeywrightError && error.code === code;
}

/** For logs and reasons: what went wrong, and with which field. */
export function explained(error: unknown): string {
  if (!(error instanceof KeywrightError))
    return error instanceof Error ? error.message : String(error);
  const fields = error.fields.map(({ field, message }) => `${field}: ${message}`);
  return [error.message, ...fields].join(' ');
}

/** A call that took too long was aborted by its own timer. */
const isAbort = (error: unknown) =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
