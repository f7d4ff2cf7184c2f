import type { SignInFailure } from '@keywright/contract';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';

/** Error codes of RFC 6749 (4.1.2.1, 5.2), and one that Google adds. */
const meanings: Readonly<Record<string, SignInFailure>> = {
  access_denied: 'cancelled',
  invalid_client: 'client_rejected',
  unauthorized_client: 'client_rejected',
  // The code was used or has expired, or was given to another sign-in.
  invalid_grant: 'already_used',
  redirect_uri_mismatch: 'redirect_mismatch',
  server_error: 'provider_unavailable',
  temporarily_unavailable: 'provider_unavailable',
};

/**
 * Why the provider's part of a sign-in failed, told by the classes and codes of errors; undefined where it is
 * none of its errors, but a mistake here.
 */
export function providerFailure(error: unknown): SignInFailure | undefined {
  if (isUnreachable(error)) return 'provider_unavailable';
  if (error instanceof AuthorizationResponseError) return meanings[error.error] ?? 'provider_error';
  if (error instanceof ResponseBodyError) {
    return isDown(error.status)
      ? 'provider_unavailable'
      : (meanings[error.error] ?? 'provider_error');
  }
  // RFC 6749, 5.2: a client that failed to authenticate is challenged to.
  if (error instanceof WWWAuthenticateChallengeError) return 'client_rejected';
  if (!(error instanceof ClientError)) return undefined;
  const { cause } = error;
  return cause instanceof Response && isDown(cause.status)
    ? 'provider_unavailable'
    : 'provider_error';
}

function isDown(status: number): boolean {
  return status >= 500 || status === 429;
}

/** Whether an error, or what caused it, is a broken connection or a time that ran out. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof DOMException) return ['TimeoutError', 'AbortError'].includes(error.name);
  if (!(error instanceof Error)) return false;
  // `fetch` reports every failed connection as a TypeError with its cause; arguments it rejects have none.
  if (error instanceof TypeError && error.cause instanceof Error && !('code' in error)) return true;
  return isUnreachable(error.cause);
}
