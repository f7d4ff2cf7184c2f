import type { ErrorBody } from '@keywright/contract';

/** `unreachable`: no answer came at all. `unreadable`: an answer came, but not from Keywright's API. */
export type FailureCode = ErrorBody['code'] | 'unreachable' | 'unreadable';

interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** The HTTP status, or 0 where no answer came. */
  readonly status: number;
  readonly body?: ErrorBody;
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

  constructor(failure: Failure) {
    super(failure.message, failure.cause === undefined ? undefined : { cause: failure.cause });
    this.name = 'KeywrightError';
    this.code = failure.code;
    this.status = failure.status;
    this.request_id = failure.body?.request_id;
    this.fields = failure.body?.fields ?? [];
    this.permission = failure.body?.permission;
    this.roles = failure.body?.roles ?? [];
    this.reason = failure.body?.reason;
    this.retry_after_s = failure.body?.retry_after_s;
  }
}

/** No answer: the name did not resolve, nothing listened, or the connection broke. */
export function unreachable(origin: string, cause: unknown): KeywrightError {
  const message = `${origin} cannot be reached. Check the connection and try again.`;
  return new KeywrightError({ code: 'unreachable', status: 0, message, cause });
}

/** The error an answer with a status of 400 or more stands for. */
export async function errorOfAnswer(answer: Response): Promise<KeywrightError> {
  const text = await answer.text().catch(() => '');
  const body = parsed(text);
  if (body) return new KeywrightError({ ...body, status: answer.status, body });
  const message = `Status ${answer.status} came back without an explanation. A proxy in between may have answered.`;
  return new KeywrightError({ code: 'unreadable', status: answer.status, message });
}

/** Not held to the schema: a newer server's code that is not in our table is worth showing all the same. */
function parsed(text: string): ErrorBody | undefined {
  try {
    const json = JSON.parse(text) as Partial<ErrorBody> | null;
    if (typeof json?.code !== 'string' || typeof json.message !== 'string') return undefined;
    return { request_id: '', ...json } as ErrorBody;
  } catch {
    return undefined;
  }
}
