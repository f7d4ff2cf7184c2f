import { type Ending, type Guarded, startGuarded } from '../guard/guarded.ts';
import type { Log } from '../log.ts';
import type { BoundedLog } from '../output/bounded-log.ts';
import { textOf } from '../output/text-of.ts';
import { waitFor } from '../wait.ts';

/** After each end it waits twice as long as before, from the first to the last of these. */
const firstWaitMs = 500;
const lastWaitMs = 30_000;
/** Whatever ran so long starts anew with the first. */
const healthyAfterMs = 30_000;

export interface ServiceOrder {
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Asked at each start: what it holds may have been renewed. */
  readonly env: () => Record<string, string>;
  readonly stopWithinMs: number;
  readonly log: BoundedLog;
}

/** A program that is kept running. */
export interface Supervised {
  /** Whether it runs now; it may not be ready. */
  isUp(): boolean;
  /** How often it was started again. */
  restarts(): number;
  /** How it ended the first time. */
  readonly firstEnd: Promise<Ending>;
  /** Who hears what it prints, besides its log; undefined ends that. */
  listen(listener: ((text: string) => Promise<void>) | undefined): void;
  /** Asks it to end, kills it if it does not, and resolves once it is gone. */
  stop(): Promise<void>;
}

/** Starts a program, and again whenever it ends, with growing pauses, until it is stopped. */
export function supervise(runnerLog: Log, order: ServiceOrder): Supervised {
  const stopping = new AbortController();
  const firstEnd = Promise.withResolvers<Ending>();
  let current: Guarded | undefined;
  let restarts = 0;
  let listener: ((text: string) => Promise<void>) | undefined;

  async function passOn(guarded: Guarded): Promise<void> {
    for await (const text of textOf(guarded.output)) {
      await order.log.write(text);
      await listener?.(text).catch(() => {
        listener = undefined;
      });
    }
  }

  async function runOnce(): Promise<Ending> {
    const { argv, cwd, env } = order;
    const guarded = startGuarded({ argv, cwd, env: env(), input: '', deadline: null });
    current = guarded;
    const [ending] = await Promise.all([guarded.ended, passOn(guarded)]);
    current = undefined;
    return ending;
  }

  async function keepRunning(): Promise<void> {
    let waitMs = firstWaitMs;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const ending = await runOnce();
      firstEnd.resolve(ending);
      if (stopping.signal.aborted) break;
      if (Date.now() - startedAt > healthyAfterMs) waitMs = firstWaitMs;
      runnerLog.warn(`${order.name} ${saidOf(ending)}. It is started again in ${waitMs / 1000} s.`);
      await waitFor(waitMs, stopping.signal);
      waitMs = Math.min(waitMs * 2, lastWaitMs);
      restarts++;
    }
    await order.log.close();
  }

  const done = keepRunning();
  return {
    isUp: () => current !== undefined,
    restarts: () => restarts,
    firstEnd: firstEnd.promise,
    listen: (one) => {
      listener = one;
    },
    async stop() {
      stopping.abort();
      current?.stop(order.stopWithinMs);
      await done;
    },
  };
}

/** "ended with status 1", for a sentence. */
export function saidOf(ending: Ending): string {
  switch (ending.kind) {
    case 'exited':
      return `ended with status ${ending.code}`;
    case 'killed':
      return `was killed (${ending.signal})`;
    case 'late':
      return 'was killed, because the lease ran out';
    case 'failed':
      return `could not be run: ${ending.message}`;
    default:
      throw ending satisfies never;
  }
}
