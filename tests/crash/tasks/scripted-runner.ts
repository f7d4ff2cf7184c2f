import { setTimeout as wait } from 'node:timers/promises';
import { type Client, KeywrightError, type SentTo } from '@keywright/sdk';
import type { Random } from '../random.ts';
import type { Run } from './what-ran.ts';

/** Most outlive a restart of the server; what is lost with one is taken up again that much later. */
const leaseS = 15;
/** Several, as a runner with several hands: they claim at once. */
const hands = 4;
const longestStepMs = 150;

export interface Calls {
  /** The answer; undefined where there was none, so that it may or may not have been heard. Waits while no server is up. */
  ask<T>(call: (client: Client) => Promise<T>): Promise<T | undefined>;
}

interface Working {
  readonly cluster: string;
  readonly random: Random;
  readonly calls: Calls;
}

type Claimed = NonNullable<Awaited<ReturnType<Client['claimDeploymentTask']>>['claimed']>;

export interface ScriptedRunner {
  readonly runs: readonly Run[];
  stop(): Promise<void>;
}

/** Claims tasks and pretends to carry them out, for as long as its leases are sure; it goes on whatever becomes of the server. */
export function startRunner(working: Working): ScriptedRunner {
  const runs: Run[] = [];
  let isStopping = false;
  const hand = async () => {
    while (!isStopping) {
      const sentAt = performance.now();
      const body = { wait_s: 1, lease_s: leaseS };
      const answer = await working.calls.ask((client) =>
        client.claimDeploymentTask({ params: { id: working.cluster }, body }),
      );
      if (answer?.claimed) runs.push(await carryOut(working, answer.claimed, sentAt));
    }
  };
  const allHands = Promise.all(Array.from({ length: hands }, hand));
  return {
    runs,
    async stop() {
      isStopping = true;
      await allHands;
    },
  };
}

async function carryOut(working: Working, claimed: Claimed, claimedAt: number): Promise<Run> {
  const { random, calls } = working;
  const { task, deployment } = claimed;
  const from = performance.now();
  const lines: string[] = [];
  // From when it was asked for: the server counts from later.
  let sureUntil = claimedAt + leaseS * 1000;
  const ended = (result: Run['result'], to: number): Run => ({
    ...{ taskId: task.id, deploymentId: deployment.id, attempt: task.attempt },
    ...{ from, to: Math.min(to, sureUntil), result, lines },
  });

  for (let step = random.below(4); step > 0; step--) {
    await wait(random.below(longestStepMs));
    const sentAt = performance.now();
    if (sentAt >= sureUntil) return ended('not sent', sentAt);
    const line = `attempt ${task.attempt}, step ${step}\n`;
    const body = { lease_id: claimed.lease_id, lease_s: leaseS, output: line };
    const kept = await whileHeld(
      calls.ask((client) => client.reportTaskProgress({ params: { id: task.id }, body })),
    );
    if (kept === 'lost') return ended('not sent', performance.now());
    if (kept === undefined) continue;
    lines.push(line);
    sureUntil = sentAt + leaseS * 1000;
  }

  const over = performance.now();
  if (over >= sureUntil) return ended('not sent', over);
  const result = { lease_id: claimed.lease_id, outcome: 'Done' } as const;
  return ended(await report(calls, task.id, result, sureUntil), over);
}

/** Sends a result until it is answered, or the lease has surely run out. */
async function report(
  calls: Calls,
  id: string,
  body: SentTo<'reportTaskResult'>['body'],
  until: number,
): Promise<Run['result']> {
  while (performance.now() < until) {
    const told = await whileHeld(
      calls.ask(async (client) => {
        await client.reportTaskResult({ params: { id }, body });
        return 'told' as const;
      }),
    );
    if (told === 'told') return 'acknowledged';
    if (told === 'lost') return 'unknown';
  }
  return 'unknown';
}

async function whileHeld<T>(asked: Promise<T>): Promise<T | 'lost'> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof KeywrightError && error.code === 'lease_lost') return 'lost';
    throw error;
  }
}
