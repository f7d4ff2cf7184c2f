import type { Candidate } from './candidate.ts';
import type { Load } from './load/load.ts';

/** What one round of one candidate came to. */
export interface Round {
  /** Microseconds of the server's CPU, all its threads, for one request. */
  readonly cpuMicros: number;
  readonly requestsPerSecond: number;
}

export interface Rounds {
  readonly count: number;
  readonly ms: number;
  readonly warmUpMs: number;
}

/** Each in turn, round by round, so that what else goes on at the machine falls on all alike. */
export async function runRounds(
  candidates: readonly Candidate[],
  load: Load,
  { count, ms, warmUpMs }: Rounds,
): Promise<Map<Candidate, Round[]>> {
  const rounds = new Map(candidates.map((one): [Candidate, Round[]] => [one, []]));
  for (const one of candidates) await load.ask(one.plan, warmUpMs);
  for (let round = 0; round < count; round++) {
    for (const [one, taken] of rounds) taken.push(await takeRound(one, load, ms));
  }
  return rounds;
}

async function takeRound({ process, plan }: Candidate, load: Load, ms: number): Promise<Round> {
  const before = await process.cpu();
  const { requests, seconds } = await load.ask(plan, ms);
  const after = await process.cpu();
  return {
    cpuMicros: (after - before) / requests,
    requestsPerSecond: requests / seconds,
  };
}
