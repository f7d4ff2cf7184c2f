import { type ErrorBody, type ErrorCode, errorCodes } from '@keywright/contract';
import type { LimitState } from '../plane/limits/minute-windows.ts';

type Details = Partial<Omit<ErrorBody, 'code' | 'message' | 'request_id'>>;

/** A failure the caller is told about: a code of the contract, and what they need to mend it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ErrorCode;
  readonly details: Details;
  /** The limit that was reached, where it is that: headers tell of it. */
  readonly limit: LimitState | undefined;

  constructor(
    code: ErrorCode,
    options: { message?: string | undefined; cause?: unknown; limit?: LimitState } & Details = {},
  ) {
    const { message, cause, limit, ...details } = options;
    super(message ?? errorCodes[code].message, { cause });
    this.code = code;
    this.details = limit ? { ...details, retry_after_s: limit.resetS } : details;
    this.limit = limit;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

/** One field of the input is wrong. */
export function invalidField(field: string, message: string): Problem {
  return new Problem('invalid_request', {
    message: `${field}: ${message}`,
    fields: [{ field, message }],
  });
}

/** Throws a problem with one of many inputs again, saying which of them it is about, such as `grants.3`. */
export function rethrowAt(place: string, error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  const { code, message, details } = error;
  const namesField = /^[a-z_]+: /.test(message);
  throw new Problem(code, {
    ...details,
    message: namesField ? `${place}.${message}` : `${place}: ${message}`,
    ...(details.fields && {
      fields: details.fields.map((one) => ({ ...one, field: `${place}.${one.field}` })),
    }),
    cause: error,
  });
}
