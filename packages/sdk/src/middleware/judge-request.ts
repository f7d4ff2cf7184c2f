import { isUnavailable, type VerifierAnswer } from '../verifier/answer.ts';
import type { Asked, Verifier } from '../verifier/verifier.ts';

/** Who calls, as a handler is told. */
export interface Caller {
  readonly principal: {
    readonly kind: 'user' | 'service_account' | 'deployment';
    readonly id: string;
    readonly name: string;
  };
  readonly token: { readonly id: string; readonly name: string };
}

/** What is answered in place of the handler. */
export interface Refusal {
  readonly status: 401 | 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly code: string;
    readonly message: string;
    readonly permission?: string;
  };
}

export type Judged = { readonly caller: Caller } | { readonly refusal: Refusal };

/** Reads a header of a request; names in lower case, as all frameworks have them. */
export type ReadHeader<Source> = (
  source: Source,
  name: 'x-platz-token' | 'authorization',
) => string | undefined;

/** Whether a request may go on. At once, where what is kept says it. */
export function judgeRequest<Source>(
  verifier: Verifier,
  read: ReadHeader<Source>,
  source: Source,
  asked: Asked | undefined,
): Judged | Promise<Judged> {
  const token = read(source, 'x-platz-token') ?? bearerOf(read(source, 'authorization'));
  if (token === undefined) return unauthenticated;
  const now = verifier.verifyNow(token, asked);
  if (now) return judgedBy(now, asked);
  return verifier.verify(token, asked).then((answer) => judgedBy(answer, asked));
}

/** RFC 6750, 2.1; beside `x-platz-token`, which decides alone wherever it is present, even if it is empty. */
function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  // As nearly everybody sends it: without a look for spaces, which costs as much as the check.
  if (authorization.length === ownLength && authorization.startsWith('Bearer ')) {
    return authorization.slice(7);
  }
  return /^bearer /i.test(authorization) ? authorization.slice(7).trim() : undefined;
}

const ownLength = 'Bearer '.length + 75;

function judgedBy(answer: VerifierAnswer, asked: Asked | undefined): Judged {
  if (answer.valid) {
    const { permission } = asked ?? {};
    if (permission === undefined || answer.allowed === true) return answerAsCaller(answer);
    return { refusal: insufficient(permission, answer.reason) };
  }
  return { refusal: isUnavailable(answer) ? unknowable(answer.message) : invalid(answer.code) };
}

const answerAsCaller = ({ principal, token }: VerifierAnswer & { valid: true }): Judged => ({
  caller: { principal, token },
});

/** RFC 6750, 3: who sent nothing is told how to, and of no error. */
const unauthenticated: Judged = {
  refusal: {
    status: 401,
    headers: { 'www-authenticate': 'Bearer realm="api"' },
    body: {
      code: 'unauthenticated',
      message: 'No token was sent. Send one as Authorization: Bearer.',
    },
  },
};

const messages: Readonly<Record<string, string>> = {
  malformed: 'This is no token: its form or checksum is wrong. Was it cut off?',
  unknown: 'This token is not known here.',
  expired: 'This token has expired. Make a new one, or ask its owner to.',
  revoked: 'This token was revoked. Make a new one, or ask its owner to.',
  principal_inactive: 'Whoever this token is of is not active.',
};

/** RFC 6750, 3.1. */
function invalid(code: string): Refusal {
  const message = messages[code] ?? 'This token is not valid.';
  return {
    status: 401,
    headers: {
      'www-authenticate': `Bearer realm="api", error="invalid_token", error_description="${message}"`,
    },
    body: { code: `token_${code}`.replace('token_principal', 'principal'), message },
  };
}

function insufficient(permission: string, reason: string | undefined): Refusal {
  const message =
    reason === 'no_scope'
      ? `This token is not for ${permission} here: it has no scope for it.`
      : `Whoever this token is of may not do this here: it takes ${permission}.`;
  return {
    status: 403,
    headers: {
      'www-authenticate': `Bearer realm="api", error="insufficient_scope", scope="${permission}", error_description="${message}"`,
    },
    body: { code: reason === 'no_scope' ? 'scope_missing' : 'forbidden', message, permission },
  };
}

const unknowable = (message: string): Refusal => ({
  status: 503,
  headers: { 'retry-after': '2' },
  body: { code: 'verification_unavailable', message },
});
