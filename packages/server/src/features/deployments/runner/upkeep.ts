import { pruneCounts } from '../../../plane/usage/prune-counts.ts';
import { pruneAnswers } from '../../../request/repeated/repeat.ts';
import { type LapseNeeds, lapseLeases } from './lapse-leases.ts';
import { pruneTokens } from './tokens/prune-tokens.ts';

const everyMs = 1000;
/** A batch of a thousand tokens each: more than ever end. */
const pruneEvery = 60;

export interface Upkeep {
  /** Resolves once nothing is under way. */
  stop(): Promise<void>;
}

/**
 * Looks once a second for leases that have run out, and once a minute for tokens that ended long ago, for answers that
 * nobody can fetch any more, and for counts of uses long ago. Each server does, and of several the first one there; one
 * that dies leaves it to the others, and to its next start.
 */
export function startUpkeep(needs: LapseNeeds, onFailure: (error: unknown) => void): Upkeep {
  let turns = 0;
  let working: Promise<void> | undefined;

  async function turn(): Promise<void> {
    try {
      await lapseLeases(needs, onFailure);
      if (turns++ % pruneEvery === 0) {
        await pruneTokens(needs);
        await pruneAnswers(needs.storage, needs.clock());
        await pruneCounts(needs.storage, needs.clock());
      }
    } catch (error) {
      onFailure(error);
    }
    working = undefined;
  }

  const timer = setInterval(() => {
    working ??= turn();
  }, everyMs);
  timer.unref();

  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
