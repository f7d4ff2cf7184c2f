import type { ErrorCode } from '@keywright/contract';
import { Problem } from '../../../request/problem.ts';

type OAuthError = Extract<
  ErrorCode,
  'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | 'invalid_grant'
>;

/** A problem whose code is the error of RFC 6749 (5.2) or RFC 8628 (3.5); `error` says it where these put it. */
export const oauthProblem = (code: OAuthError): Problem => new Problem(code, { error: code });
