import type { K8sClusterId } from '@keywright/contract';
import type { Announcement } from '../../../audit/write-audit-event.ts';
import type { Caller } from '../../../plane/principal.ts';
import { permit } from '../../../request/authorize.ts';
import { type OpenAtOnce, openAtOnce } from '../../../request/open-at-once.ts';
import { Problem } from '../../../request/problem.ts';
import { readCluster } from '../clusters/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { nextDueAt } from './queries.ts';
import { runnerTarget } from './runner-target.ts';

interface Waiting {
  readonly caller: Caller;
  readonly clusterId: K8sClusterId;
  readonly waitS: number;
  readonly signal: AbortSignal;
}

type Needs = Pick<DeploymentNeeds, 'plane' | 'storage' | 'clock'> & {
  readonly limit: OpenAtOnce;
};

/** A runner waits once at a time. */
const mostWaiting = 100;
const retryAfterS = 5;

/** Made once for a server: see `OpenAtOnce`. */
export const waitingLimit = () => openAtOnce(mostWaiting);

/**
 * Resolves once a task of the cluster can be claimed, the time is up, or `signal` says so. `not_found` and `forbidden`
 * come before the waiting: nobody holds a connection open that has no business here; so does `rate_limited`.
 */
export async function waitForTask(needs: Needs, waiting: Waiting): Promise<void> {
  const { clusterId, waitS, signal } = waiting;
  if (waitS === 0) return;
  const envId = await authorized(needs, waiting);
  const end = begun(needs, waiting);
  const bell = ringing();
  const stopListening = needs.storage.listen((message) => {
    if (mayConcern(message, envId)) bell.ring();
  }, bell.ring);
  signal.addEventListener('abort', bell.ring, { once: true });
  const endsAt = performance.now() + waitS * 1000;
  try {
    while (!signal.aborted) {
      const leftMs = endsAt - performance.now();
      const dueInMs = await dueIn(needs, clusterId);
      if (dueInMs <= 0 || leftMs <= 0) return;
      await bell.rung(Math.min(dueInMs, leftMs));
    }
  } finally {
    end();
    stopListening();
    signal.removeEventListener('abort', bell.ring);
  }
}

function begun({ limit }: Needs, { caller }: Waiting): () => void {
  const end = limit(caller.principal.id);
  if (end) return end;
  throw new Problem('rate_limited', {
    message: `You wait for tasks ${mostWaiting} times at once already. Let some of that end first.`,
    retry_after_s: retryAfterS,
  });
}

async function authorized({ plane, storage }: Needs, { caller, clusterId }: Waiting) {
  return storage.read(async (db) => {
    const target = runnerTarget(caller, await readCluster(db, clusterId));
    await permit(plane, db, { caller, target, permission: 'deployment_task.claim' });
    return target?.row.env_id;
  });
}

async function dueIn({ storage, clock }: Needs, clusterId: K8sClusterId): Promise<number> {
  const dueAt = await storage.read((db) => nextDueAt(db, clusterId));
  return dueAt === undefined ? Number.POSITIVE_INFINITY : dueAt - clock();
}

/** A task that came, ended or went back in line may let another one be claimed. Of other envs nothing does. */
function mayConcern(message: string, envId: string | undefined): boolean {
  try {
    const { kind, path } = JSON.parse(message) as Announcement;
    return kind === 'deployment_task' && (path?.some((id) => id === envId) ?? true);
  } catch {
    // Whoever may write to the database may send anything on its channel.
    return false;
  }
}

/** Remembers that it was rung until somebody waits for it: between two looks nothing goes unheard. */
function ringing() {
  let isRung = false;
  let wake = () => {};
  return {
    ring() {
      isRung = true;
      wake();
    },
    /** Resolves when it is or was rung, and after so many milliseconds at the latest. */
    async rung(withinMs: number): Promise<void> {
      if (!isRung) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        const timer = setTimeout(resolve, withinMs);
        await promise;
        clearTimeout(timer);
      }
      isRung = false;
    },
  };
}
