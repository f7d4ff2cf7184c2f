import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../crash/random.ts';
import { databaseFaults, standbyFaults } from './database-faults.ts';
import type { Fault } from './fault.ts';
import { serverFaults } from './server-faults.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import type { Stage } from './stage.ts';
import { verifierFaults } from './verifier-faults.ts';

/** So many servers are in trouble at the same time, at the most. */
const serversInTrouble = 2;
const longestCalmMs = 7000;

export interface Trouble {
  /** How often each fault happened. */
  readonly happened: Map<string, number>;
  /** Resolves when it was aborted and everything is mended. */
  readonly over: Promise<void>;
}

/** Lets things go wrong at random until it is aborted. `say` hears of each. */
export function makeTrouble(
  stage: Stage,
  signal: AbortSignal,
  say: (what: string) => void,
): Trouble {
  const { random, servers, verifiers, database } = stage;
  const happened = new Map<string, number>();
  const well = [...servers];

  async function run<On>(fault: Fault<On>, on: On, where: string): Promise<void> {
    happened.set(fault.name, (happened.get(fault.name) ?? 0) + 1);
    const started = performance.now();
    await fault.run(stage, on);
    say(`${fault.name}${where} (${Math.round(performance.now() - started)} ms)`);
  }
  async function repeat(strike: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      await wait(random.below(longestCalmMs));
      if (!signal.aborted) await strike();
    }
  }
  async function strikeServer(): Promise<void> {
    const [server] = well.splice(random.below(well.length), 1) as [ServerUnderTest];
    await run(draw(serverFaults, random), server, ` at server ${server.index}`);
    well.push(server);
  }
  async function strikeVerifier(): Promise<void> {
    const index = random.below(verifiers.length);
    const verifier = verifiers[index];
    if (verifier) await run(draw(verifierFaults, random), verifier, ` at verifier ${index}`);
  }
  const ofDatabase = [...databaseFaults, ...(database.hasStandby() ? standbyFaults : [])];
  const strikeDatabase = () => run(draw(ofDatabase, random), undefined, '');

  const over = Promise.all([
    ...Array.from({ length: serversInTrouble }, () => repeat(strikeServer)),
    repeat(strikeDatabase),
    ...(verifiers.length > 0 ? [repeat(strikeVerifier)] : []),
  ]).then(() => {});
  return { happened, over };
}

function draw<On>(faults: readonly Fault<On>[], random: Random): Fault<On> {
  const total = faults.reduce((sum, { weight }) => sum + weight, 0);
  let left = random.below(total);
  const drawn = faults.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  if (drawn === undefined) throw new Error('There is nothing to draw from.');
  return drawn;
}
