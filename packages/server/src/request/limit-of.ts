import type { LimitState } from '../plane/limits/minute-windows.ts';
import type { UseLimits } from '../plane/limits/use-limits.ts';
import type { Caller } from '../plane/principal.ts';

/** Counts one use of the caller's token. Null: it has no limit, as no session has. */
export async function limitOf(
  limits: UseLimits,
  { principal, credential }: Caller,
): Promise<LimitState | null> {
  if (credential.kind === 'session') return null;
  const known = limits.count(credential.id, principal);
  if (known !== undefined) return known;
  await limits.learn(principal);
  // Where it was changed again meanwhile, this one use goes uncounted.
  return limits.count(credential.id, principal) ?? null;
}
