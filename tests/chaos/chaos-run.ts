import { setTimeout as wait } from 'node:timers/promises';
import { AnswerLog } from './answer-log.ts';
import type { Asking, Unanswered } from './asking.ts';
import { createCast } from './cast.ts';
import { streamChanges } from './changes.ts';
import { type Checked, checkHistory } from './checker.ts';
import { now } from './clock.ts';
import type { Ledger } from './ledger.ts';
import { streamQuestions } from './load.ts';
import { openStage } from './open-stage.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import { openSiteUnderTest, type SiteOptions, type SiteUnderTest } from './site-under-test.ts';
import type { Stage } from './stage.ts';
import { makeTrouble } from './trouble.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly forMs: number;
  /** Verifications that one server is asked for in a second. */
  readonly perServer: number;
  readonly site: SiteOptions;
  /** Programs that check tokens by themselves. */
  readonly verifiers: number;
  /** Hears of each fault, with the seconds since the beginning. */
  readonly say: (line: string) => void;
}

export interface ChaosReport {
  readonly seed: number;
  readonly tookMs: number;
  readonly checked: Checked;
  /** Of these answers, those that verifiers gave. */
  readonly byVerifiers: number;
  readonly ledger: Ledger;
  readonly unanswered: Unanswered;
  readonly happened: ReadonlyMap<string, number>;
  readonly oddities: readonly string[];
}

/** Asks servers, changes rights and lets things go wrong, all at once; then holds every answer against what was so. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const site = await openSiteUnderTest(options.site);
  try {
    return await runOn(site, options);
  } finally {
    await site.remove();
  }
}

async function runOn(site: SiteUnderTest, options: ChaosOptions): Promise<ChaosReport> {
  const { seed, forMs, perServer } = options;
  const log = new AnswerLog();
  const { stage, asking } = await openStage(site, seed, log, options.verifiers);
  const actors = await createCast(stage);
  const started = performance.now();
  const say = (what: string) =>
    options.say(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  const ending = new AbortController();
  const calming = new AbortController();
  const trouble = makeTrouble(stage, calming.signal, say);
  const working = Promise.all([
    streamQuestions(stage, asking, { perServer }, ending.signal),
    streamChanges(stage, actors, ending.signal),
  ]);
  await Promise.race([wait(forMs), working, trouble.over]);
  calming.abort();
  await trouble.over;
  ending.abort();
  await working;
  const away = await stillAway(stage, asking);
  asking.close();
  await Promise.all(stage.verifiers.map((verifier) => verifier.remove()));
  const { ledger, questions } = stage;
  const history = { writes: ledger.writes, questions: questions.all, answers: log };
  return {
    seed,
    tookMs: performance.now() - started,
    checked: checkHistory(history),
    byVerifiers: log.countFrom(stage.servers.length),
    ledger,
    unanswered: asking.unanswered,
    happened: trouble.happened,
    oddities: [...away, ...ledger.oddities, ...asking.oddities],
  };
}

const comesBackWithinMs = 20_000;
const retryMs = 100;

/** Servers that do not answer even now that everything is mended. */
async function stillAway(stage: Stage, asking: Asking): Promise<string[]> {
  const answers = async (server: ServerUnderTest) => {
    const giveUpAt = now() + comesBackWithinMs;
    while (now() < giveUpAt) {
      if (await asking.verify(server, stage.questions.pick(1, stage.random))) return [];
      await wait(retryMs);
    }
    return [`server ${server.index} answers no more: ${server.log()}`];
  };
  return (await Promise.all(stage.servers.map(answers))).flat();
}
