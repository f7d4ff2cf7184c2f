import { setTimeout as pause } from 'node:timers/promises';

/** Waits so long, or until the signal; never rejects. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
