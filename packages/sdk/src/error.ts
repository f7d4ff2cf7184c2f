import type { ErrorBody, ErrorCode } from '@keywright/contract';
import { redact } from './redact.ts';

/** `unreachable`: no answer came, or not all of it. `unreadable`: one came, but not from Keywright's API. */
export type FailureCode = ErrorCode | 'unreachable' | 'unreadable';

interface Said {
  readonly code: FailureCode;
  readonly message: string;
  /** The HTTP status, or 0 where no answer came. */
  readonly status: number;
  readonly body?: ErrorBody;
  readonly retryAfterS?: number | undefined;
  readonly cause?: unknown;
}

/**
 * Every failed call throws this. Branch on `code`, show `message`, and give `request_id` to who runs the
 * server. It holds nothing of the request, so a logged error never shows a token or a body.
 */
export class KeywrightError extends Error {
  readonly code: FailureCode;
  readonly status: number;
  readonly request_id: string | undefined;
  readonly fields: NonNullable<ErrorBody['fields']>;
  readonly permission: string | undefined;
  readonly roles: readonly string[];
  readonly reason: ErrorBody['reason'];
  readonly retry_after_s: number | undefined;

  constructor(said: Said) {
    super(said.message, said.cause === undefined ? undefined : { cause: said.cause });
    this.name = 'KeywrightError';
    this.code = said.code;
    this.status = said.status;
    this.request_id = said.body?.request_id;
    this.fields = said.body?.fields ?? [];
    this.permission = said.body?.permission;
    this.roles = said.body?.roles ?? [];
    this.reason = said.body?.reason;
    this.retry_after_s = said.body?.retry_after_s ?? said.retryAfterS;
  }
}

/** What comes with a code beside the message, where something always does. */
interface DetailsOf {
  forbidden: { readonly permission: string };
  sign_in_refused: { readonly reason: NonNullable<ErrorBody['reason']> };
}

/** A failed call, told apart by `code`: in a `switch` over it each case knows what else is there. */
export type Failure = {
  [C in FailureCode]: KeywrightError & { readonly code: C } & (C extends keyof DetailsOf
      ? DetailsOf[C]
      : unknown);
}[FailureCode];

/** A server newer than this client may send a code that is in no `case` yet: end a `switch` with a `default`. */
export const isFailure = (error: unknown): error is Failure => error instanceof KeywrightError;

/** No answer: the name did not resolve, nothing listened, or the connection broke. */
export function unreachable(origin: string, cause: unknown): KeywrightError {
  const message = `${origin} cannot be reached. Check the connection and try again.`;
  return new KeywrightError({ code: 'unreachable', status: 0, message, cause });
}

/** The answer began well and then broke off. */
export function cutOff(origin: string): KeywrightError {
  const message = `The answer of ${origin} broke off. Look whether the change was made, then try again.`;
  return new KeywrightError({ code: 'unreachable', status: 0, message });
}

/** Something answered that is not Keywright's API. */
export function notTheApi(status: number, retryAfterS?: number): KeywrightError {
  const message = `Status ${status} came back with something that is not an answer of Keywright. A proxy in between may have answered, or the address is that of another site.`;
  return new KeywrightError({ code: 'unreadable', status, message, retryAfterS });
}

/** The error an answer with a status of 400 or more stands for. */
export async function errorOfAnswer(answer: Response, secret?: string): Promise<KeywrightError> {
  const text = await answer.text().catch(() => '');
  const retryAfterS = retryAfter(answer.headers.get('retry-after'));
  const body = parsed(text, secret);
  if (!body) return notTheApi(answer.status, retryAfterS);
  return new KeywrightError({ ...body, status: answer.status, body, retryAfterS });
}

/** Not held to the schema: a newer server's code that is not in our table is worth showing all the same. */
function parsed(text: string, secret: string | undefined): ErrorBody | undefined {
  const clean = (key: string, value: unknown) =>
    typeof value === 'string' && key !== 'code' ? redact(value, secret) : value;
  try {
    const json = JSON.parse(text, clean) as Partial<ErrorBody> | null;
    if (typeof json?.code !== 'string' || typeof json.message !== 'string') return undefined;
    return { request_id: '', ...json } as ErrorBody;
  } catch {
    return undefined;
  }
}

/** Seconds or a date (RFC 9110, 10.2.3), as seconds from now. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d{1,9}$/.test(header)
    ? Number(header)
    : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
