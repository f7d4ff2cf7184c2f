/** `kwp_…` and its like, and Platz's tokens without a prefix: the id half may be shown, the secret half not. */
const tokens = /(?<![\w-])((?:kw[pbd]_)?[\w-]{22})\.[\w-]{43,48}(?![\w-])/g;
/** A session, or anybody's JSON Web Token. */
const sessions = /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/**
 * The text without secrets: tokens keep their id, sessions go whole, and so does whatever else is named. For logs of
 * your own; the client's errors went through it already.
 */
export function redact(text: string, ...known: readonly (string | undefined)[]): string {
  const named = known.filter((secret) => secret !== undefined && secret !== '');
  return named
    .reduce<string>((rest, secret) => rest.replaceAll(secret as string, '[secret]'), text)
    .replace(sessions, '[session]')
    .replace(tokens, '$1.[secret]');
}

/**
 * What a failed `fetch` said, without what it held: implementations hang requests, headers and all, on their errors.
 * Four deep is more than they nest.
 */
export function redactedCause(cause: unknown, secret: string | undefined, depth = 0): unknown {
  if (!(cause instanceof Error) || depth > 3) return undefined;
  const error = new Error(redact(cause.message, secret));
  error.name = cause.name;
  const code = (cause as { code?: unknown }).code;
  const deeper =
    cause instanceof AggregateError && cause.cause === undefined ? cause.errors[0] : cause.cause;
  const inner = redactedCause(deeper, secret, depth + 1);
  return Object.assign(error, {
    ...(typeof code === 'string' && { code }),
    ...(inner !== undefined && { cause: inner }),
  });
}
