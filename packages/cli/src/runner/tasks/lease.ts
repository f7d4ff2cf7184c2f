import type { ClaimedTask, Client, SentTo } from '@keywright/sdk';
import { after, moment, msUntil } from '../guard/deadline.ts';
import type { Deadline } from '../guard/protocol.ts';
import { explained, hasCode, mayPass } from '../server-failure.ts';
import { waitFor } from '../wait.ts';

const callLimitMs = 10_000;
const retryEveryMs = 500;
/** The least a lease can be shortened to, in seconds: how soon a task that is given back is taken up again. */
const shortest = 5;

/** Why work on a task has to stop: another runner may have it by now. */
export class LeaseOver extends Error {}

export type Result = Omit<SentTo<'reportTaskResult'>['body'], 'lease_id'>;
type Progress = Omit<SentTo<'reportTaskProgress'>['body'], 'lease_id' | 'lease_s'>;

/** A runner’s hold on a task, renewed in time for as long as it is open. */
export interface Lease {
  readonly id: string;
  /** Given, with a `LeaseOver`, once the task is another’s, or may be. */
  readonly over: AbortSignal;
  deadline(): Deadline;
  onExtended(listener: (deadline: Deadline) => void): void;
  /** Keeps the task and adds to its output; tries until the lease is over, and then throws. */
  progress(said?: Progress): Promise<void>;
  /** Ends the task; tries until the lease is over. Says what kept it from that, or undefined. */
  finish(result: Result): Promise<string | undefined>;
  /** Lets the task go unfinished, to be taken up again soon. */
  giveBack(): Promise<void>;
}

/**
 * Time is counted from before each call, and some is kept for killing what works on the task: by the server’s clock the
 * lease ends later than here, however slow the network is and whatever was paused.
 */
export function createLease(client: Client, claimed: ClaimedTask, leaseS: number): Lease {
  const params = { id: claimed.task.id };
  const ends = new AbortController();
  const listeners: ((deadline: Deadline) => void)[] = [];
  const usable = (seconds: number) => seconds * 1000 - Math.min(3000, seconds * 200);
  let deadline = after(moment(), usable(claimed.lease_s));
  let ending = setTimeout(lapse, msUntil(deadline));
  const keeping = setInterval(() => progress().catch(() => undefined), (leaseS * 1000) / 3);

  function lapse(): void {
    end(new LeaseOver('The lease ran out without news from the server.'));
  }
  function end(reason: LeaseOver): void {
    clearInterval(keeping);
    clearTimeout(ending);
    ends.abort(reason);
  }
  function extend(next: Deadline): void {
    if (ends.signal.aborted || next.monotonicMs <= deadline.monotonicMs) return;
    deadline = next;
    clearTimeout(ending);
    ending = setTimeout(lapse, msUntil(deadline));
    for (const listener of listeners) listener(deadline);
  }

  /** Calls until it goes well. Throws `LeaseOver`, or the server’s refusal. */
  async function insist<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (;;) {
      ends.signal.throwIfAborted();
      try {
        return await call(AbortSignal.any([ends.signal, AbortSignal.timeout(callLimitMs)]));
      } catch (error) {
        if (hasCode(error, 'lease_lost')) end(new LeaseOver(explained(error)));
        ends.signal.throwIfAborted();
        if (!mayPass(error)) throw error;
        await waitFor(retryEveryMs, ends.signal);
      }
    }
  }

  async function progress(said: Progress = {}): Promise<void> {
    await insist(async (signal) => {
      const asked = moment();
      const body = { ...said, lease_id: claimed.lease_id, lease_s: leaseS };
      const { lease_s } = await client.reportTaskProgress({ params, body, signal });
      extend(after(asked, usable(lease_s)));
    });
  }

  return {
    id: claimed.lease_id,
    over: ends.signal,
    deadline: () => deadline,
    onExtended: (listener) => listeners.push(listener),
    progress,
    async finish(result) {
      // What cannot be told is not kept: the lease runs out by itself.
      clearInterval(keeping);
      try {
        const body = { ...result, lease_id: claimed.lease_id };
        await insist((signal) => client.reportTaskResult({ params, body, signal }));
        return undefined;
      } catch (error) {
        return explained(error);
      } finally {
        end(new LeaseOver('The task has ended.'));
      }
    },
    async giveBack() {
      clearInterval(keeping);
      const body = { lease_id: claimed.lease_id, lease_s: shortest };
      const signal = AbortSignal.timeout(callLimitMs);
      await client.reportTaskProgress({ params, body, signal }).catch(() => undefined);
      end(new LeaseOver('The task was given back.'));
    },
  };
}
