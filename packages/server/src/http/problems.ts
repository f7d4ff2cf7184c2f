import { type ErrorBody, errorCodes, type SignInFailure } from '@keywright/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../request/problem.ts';
import { CommitOutcomeUnknown, StorageUnavailable } from '../storage/errors.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';

const retryAfterS = 2;

/** Every failure as a Problem. What is nobody's fault but ours becomes `internal`, and tells nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const retry = { retry_after_s: retryAfterS, cause: error };
  if (error instanceof StorageUnavailable) return new Problem('database_unavailable', retry);
  if (error instanceof CommitOutcomeUnknown) return new Problem('outcome_unknown', retry);
  return fromFastify(error) ?? new Problem('internal', { cause: error });
}

/** https://fastify.dev/docs/latest/Reference/Errors: what it refuses before a handler is asked. */
function fromFastify(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode } = error as FastifyError;
  switch (statusCode) {
    case 413:
      return new Problem('payload_too_large', { cause: error });
    case 415:
      return new Problem('unsupported_media_type', { cause: error });
    default:
      // Header or address that cannot be read, a body shorter than announced.
      if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
      return new Problem('invalid_request', { cause: error });
  }
}

export async function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): Promise<void> {
  const { code, message, details, status } = problem;
  const body: ErrorBody = { code, message, request_id: request.id, ...details };
  if (details.retry_after_s !== undefined) reply.header('retry-after', details.retry_after_s);
  if (problem.limit) reply.headers(rateLimitHeaders(problem.limit));
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="keywright"');
  await reply.code(status).send(body);
}

/** Where a browser is sent when a sign-in fails: a page that says what happened and who can mend it. */
export function problemPage(requestId: string, problem: Problem): string {
  const reason: SignInFailure =
    problem.details.reason ??
    (problem.code === 'provider_unavailable' ? 'provider_unavailable' : 'provider_error');
  return `/sign-in-problem?${new URLSearchParams({ reason, code: problem.code, request_id: requestId })}`;
}

/** Whether the log should hold the whole error: what we caused or could not reach, not what callers did. */
export function isOurs(problem: Problem): boolean {
  return errorCodes[problem.code].status >= 500;
}
