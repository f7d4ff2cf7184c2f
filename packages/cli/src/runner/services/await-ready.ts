import { setTimeout as pause } from 'node:timers/promises';
import { type Supervised, saidOf } from './supervise.ts';

const lookEveryMs = 100;
const callLimitMs = 2_000;

export interface ReadyOrder {
  /** Undefined: ready as soon as it runs. */
  readonly url: string | undefined;
  readonly withinMs: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** Waits until a service answers with 2xx. Says why it is not ready, or undefined. */
export async function awaitReady(
  service: Supervised,
  order: ReadyOrder,
): Promise<string | undefined> {
  const { url } = order;
  if (url === undefined) return undefined;
  const endsAt = Date.now() + order.withinMs;
  const firstEnd = service.firstEnd.then(
    (ending) => `The program ${saidOf(ending)} before it was ready.`,
  );
  while (Date.now() < endsAt) {
    order.signal.throwIfAborted();
    const looked = isReady(url).then((is) => (is ? ('ready' as const) : undefined));
    const first = await Promise.race([firstEnd, looked]);
    if (first === 'ready') return undefined;
    if (first !== undefined) return first;
    await pause(lookEveryMs);
  }
  return `The program did not answer ${new URL(url).pathname} with 2xx within ${order.withinMs / 1000} s.`;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(callLimitMs);
    const answer = await fetch(url, { redirect: 'manual', signal });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
