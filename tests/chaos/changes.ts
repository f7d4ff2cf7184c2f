import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from './actors.ts';
import type { Stage } from './stage.ts';

/** Changes that are under way at the same time, each about somebody else. */
const workers = 12;
const longestPauseMs = 60;

/** Lets things happen to the actors until it is aborted; resolves when the last change is settled. */
export async function streamChanges(
  stage: Stage,
  actors: readonly Actor[],
  signal: AbortSignal,
): Promise<void> {
  const idle = [...actors];
  const worker = async () => {
    while (!signal.aborted) {
      const [actor] = idle.splice(stage.random.below(idle.length), 1);
      if (actor === undefined) continue;
      await actor.act(stage);
      idle.push(actor);
      await wait(stage.random.below(longestPauseMs));
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
