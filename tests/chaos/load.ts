import { setTimeout as wait } from 'node:timers/promises';
import type { Asking } from './asking.ts';
import type { Fact } from './history.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import type { Stage } from './stage.ts';

/** As many as POST /verify takes. */
const batch = 100;
const batchesAtOnce = 3;
const singlesAtOnce = 2;

/** How hard to ask: verifications that one server is asked for in a second, as far as it keeps up. */
export interface Rate {
  readonly perServer: number;
}

/** Asks all servers until it is aborted; a server that is away or paused holds up nobody but its own. */
export async function streamQuestions(
  stage: Stage,
  asking: Asking,
  { perServer }: Rate,
  signal: AbortSignal,
): Promise<void> {
  const everyMs = (1000 * batch * batchesAtOnce) / perServer;
  const repeat = async (pauseMs: number, ask: () => Promise<unknown>) => {
    while (!signal.aborted) {
      await Promise.all([ask(), wait(pauseMs)]);
    }
  };
  const loops = stage.servers.flatMap((server) => [
    ...Array.from({ length: batchesAtOnce }, () =>
      repeat(everyMs, () => asking.verify(server, stage.questions.pick(batch, stage.random))),
    ),
    ...Array.from({ length: singlesAtOnce }, () => repeat(20, () => askOne(stage, asking, server))),
  ]);
  const ofVerifiers = stage.verifiers.map((_, index) =>
    repeat(everyMs, () => asking.askVerifier(index, stage.questions.pick(batch, stage.random))),
  );
  await Promise.all([...loops, ...ofVerifiers]);
}

/** One by one: verified, or used by its bearer. */
async function askOne(stage: Stage, asking: Asking, server: ServerUnderTest): Promise<unknown> {
  const [question] = stage.questions.pick(1, stage.random);
  if (question === undefined) return undefined;
  const canBeUsed = question.permission === undefined || question.permission === 'channel.read';
  if (canBeUsed && stage.random.below(3) === 0) return asking.use(server, question);
  return asking.verify(server, [question]);
}

/** Asks every server at once about what was changed just now: the first moment at which it may not be wrong. */
export function probing(stage: Omit<Stage, 'probe'>, asking: () => Asking) {
  return (fact: Fact): void => {
    const about = stage.questions.about(fact).slice(-batch);
    if (about.length === 0) return;
    for (const index of stage.verifiers.keys()) void asking().askVerifier(index, about);
    for (const server of stage.servers) {
      void asking().verify(server, about);
      const bearer = stage.random.pick(about);
      if (bearer.permission !== 'channel.publish') void asking().use(server, bearer);
    }
  };
}
