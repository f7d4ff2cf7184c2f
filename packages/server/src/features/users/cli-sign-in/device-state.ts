import type { SessionId, SignInDecision } from '@keywright/contract';

/** Five seconds, in milliseconds: between two polls, and what is added to it for each that came too soon (RFC 8628, 3.5). */
export const pollIntervalMs = 5000;
/** Ten minutes, in milliseconds: to find the page and type the code. */
export const deviceLifetimeMs = 600_000;
/** A poll that set out in time may come a little early, by what the one before was held up. */
const jitterMs = 500;

export interface DeviceState {
  readonly expires_at: number;
  readonly decision: SignInDecision | null;
  readonly session_id: SessionId | null;
}

type Unused = 'refused' | 'expired' | 'approved' | 'waiting';

/** Where a sign-in by device code stands at a time. What was used stays used, and what was refused refused. */
export function deviceStateAt(
  { expires_at, decision, session_id }: DeviceState,
  now: number,
): { readonly is: 'used'; readonly by: SessionId } | { readonly is: Unused } {
  if (session_id !== null) return { is: 'used', by: session_id };
  if (decision === 'refuse') return { is: 'refused' };
  if (expires_at <= now) return { is: 'expired' };
  return { is: decision === 'approve' ? 'approved' : 'waiting' };
}

/** Whether a poll came in time, and how long to wait for the next: five seconds longer for each that did not. */
export function pollAt(
  { polled_at, interval_ms }: { readonly polled_at: number | null; readonly interval_ms: number },
  now: number,
): { readonly isTooSoon: boolean; readonly interval_ms: number } {
  const isTooSoon = polled_at !== null && now - polled_at < interval_ms - jitterMs;
  return { isTooSoon, interval_ms: isTooSoon ? interval_ms + pollIntervalMs : interval_ms };
}
