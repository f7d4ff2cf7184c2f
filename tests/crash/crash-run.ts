import { setTimeout as wait } from 'node:timers/promises';
import type { ServerProcess } from '../kit/server-process.ts';
import { openSite, type Site, withToken } from '../kit/site.ts';
import { wrongCounts } from '../storage/wrong-counts.ts';
import { checkHistory } from './check-history.ts';
import { type Random, seededRandom } from './random.ts';
import { readStored } from './stored.ts';
import { type Asked, type KnownToken, nothingAsked, streamChanges } from './workload.ts';

/** Clients that ask at the same time: more than the connections of a server to PostgreSQL. */
const workers = 12;
/** A kill comes after fewer answers than this, and up to so much later: none at all may have been given. */
const answersBeforeKill = 100;
const latestKillMs = 20;
/** Every so many rounds the server is killed once more while it starts. */
const killStartEvery = 4;
const latestStartKillMs = 800;

export interface CrashRun {
  readonly asked: Asked;
  /** Kills a server in the middle of a stream, starts another on its data, and says what is wrong then. */
  round(): Promise<string[]>;
  /** Asks with every token that was ever made. Says what is wrong. */
  checkAll(): Promise<string[]>;
  end(): Promise<void>;
}

/** Rounds of crashes on one database, empty at first. The same seed draws the same kills and requests. */
export async function beginCrashRun(engine: 'sqlite' | 'postgres', seed: number) {
  const random = seededRandom(seed);
  const site = await openSite(engine);
  try {
    // The very first start, which makes the tables, is cut off too.
    await site.startAndKill(random.below(latestStartKillMs));
    const owner = await site.tokenOf('owner@example.test', { admin: true });
    const stranger = await site.tokenOf('stranger@example.test');
    return crashRun(site, random, { owner, stranger }, await site.start());
  } catch (error) {
    await site.remove();
    throw error;
  }
}

function crashRun(
  site: Site,
  random: Random,
  secrets: { owner: string; stranger: string },
  first: ServerProcess,
): CrashRun {
  const asked = nothingAsked();
  let server = first;
  let rounds = 0;

  async function check(tokens: readonly KnownToken[]): Promise<string[]> {
    const stored = await readStored(site.storage);
    const statuses = await statusesOf(server, tokens);
    return [
      ...checkHistory(asked.attempts, { ...stored, statuses }),
      ...(await wrongCounts(site.storage)),
      ...asked.oddities,
    ];
  }

  /** A start that fails is a finding; a second one that fails as well ends the run. */
  async function comeUp(): Promise<string[]> {
    try {
      server = await site.start();
      return [];
    } catch (error) {
      server = await site.start();
      return [`did not come up by itself: ${error}`];
    }
  }

  return {
    asked,
    async round() {
      rounds++;
      const knownBefore = asked.known.length;
      const stream = streamChanges({
        owner: withToken(server, secrets.owner),
        stranger: withToken(server, secrets.stranger),
        random,
        asked,
        prefix: `round-${rounds}`,
        workers,
        goesOn: false,
      });
      await stream.answered(random.below(answersBeforeKill));
      await wait(random.below(latestKillMs));
      await server.kill();
      await stream.stop();
      if (rounds % killStartEvery === 0) await site.startAndKill(random.below(latestStartKillMs));
      const problems = await comeUp();
      return [...problems, ...(await check(asked.known.slice(knownBefore)))];
    },
    checkAll: () => check(asked.known),
    async end() {
      await server.kill();
      await site.remove();
    },
  };
}

/** What each token is answered now, a few at a time. */
async function statusesOf(
  server: ServerProcess,
  tokens: readonly KnownToken[],
): Promise<Map<string, number>> {
  const statuses = new Map<string, number>();
  const left = [...tokens];
  const worker = async () => {
    for (let token = left.pop(); token !== undefined; token = left.pop()) {
      const { status } = await withToken(server, token.secret).get('/api/v2/auth/me');
      statuses.set(token.id, status);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return statuses;
}

/** How much a run has asked for: "412 acknowledged, 80 refused, 31 unknown". */
export function tally({ attempts }: Asked): string {
  return (['acknowledged', 'refused', 'unknown'] as const)
    .map((wanted) => `${attempts.filter(({ outcome }) => outcome === wanted).length} ${wanted}`)
    .join(', ');
}
