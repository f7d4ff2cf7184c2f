import type { Call } from '@keywright/contract/calls';
import { KeywrightError } from './error.ts';

const firstWaitMs = 200;
const longestWaitMs = 5_000;
/** Who is told to wait longer than this hears of the failure instead: their own caller is waiting too. */
const longestAskedMs = 30_000;

/**
 * Whether the same request may be sent once more. Where the server says that nothing was done, any may; where nobody
 * knows, only what changes nothing, or carries a key that makes the second the first.
 */
function maySendAgain({ effect, repeatable }: Call, { code, status }: KeywrightError): boolean {
  switch (code) {
    case 'rate_limited':
    case 'database_unavailable':
      return true;
    case 'unreachable':
    case 'outcome_unknown':
    case 'provider_unavailable':
      return effect === 'read' || repeatable;
    case 'unreadable':
      return [502, 503, 504].includes(status) && (effect === 'read' || repeatable);
    default:
      return false;
  }
}

/**
 * How many milliseconds to wait before trying again; undefined: not at all. What the server asked for, else twice as long
 * each time, scattered, so that callers who failed together do not come back together.
 */
function waitMs(row: Call, error: unknown, failures: number): number | undefined {
  if (!(error instanceof KeywrightError) || !maySendAgain(row, error)) return undefined;
  const scatter = Math.random();
  if (error.retry_after_s === undefined) {
    return Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1)) * (0.5 + scatter / 2);
  }
  const asked = error.retry_after_s * 1000;
  return asked > longestAskedMs ? undefined : asked + scatter * firstWaitMs;
}

/** Tries until it goes well, must not be tried again, was tried `retries` times more, or is aborted. */
export async function withRetries<T>(
  row: Call,
  { retries, signal }: { readonly retries: number; readonly signal?: AbortSignal | undefined },
  attempt: () => Promise<T>,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      const wait = failures > retries ? undefined : waitMs(row, error, failures);
      if (wait === undefined) throw error;
      await pause(wait, signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** By this the server knows the second of two requests for the first. */
export function newIdempotencyKey(): string {
  // Not randomUUID: pages that came over plain HTTP lack it.
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
