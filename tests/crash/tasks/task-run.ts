import { setTimeout as wait } from 'node:timers/promises';
import { type Client, createClient, KeywrightError } from '@keywright/sdk';
import { openSite, type Site } from '../../kit/site.ts';
import { type Random, seededRandom } from '../random.ts';
import { deploySite } from './deployed-site.ts';
import { type Calls, startRunner } from './scripted-runner.ts';
import { checkTasks, type EndedTask } from './what-ran.ts';

/** A kill comes so long after a server is up, in milliseconds: claims and reports are under way all the time. */
const killAfter = { atLeast: 50, below: 900 };
/** One in so many servers is killed while it starts. */
const killStartOneIn = 5;
const longestStartMs = 800;
/** After so many kills for each task it is let to end: what is handed out only to be lost is given up at last. */
const killsPerTask = 0.4;

export interface TaskRun {
  /** What is wrong, in sentences. */
  readonly problems: readonly string[];
  readonly kills: number;
  /** How often tasks were handed out. */
  readonly runs: number;
  readonly ended: readonly EndedTask[];
}

/** Has a runner work through so many tasks while the server is killed at random moments. */
export async function runTasks(
  engine: 'sqlite' | 'postgres',
  { tasks, seed }: { tasks: number; seed: number },
): Promise<TaskRun> {
  const random = seededRandom(seed);
  const site = await openSite(engine);
  try {
    const token = await site.tokenOf('owner@example.test', { admin: true });
    const servers = killable(site, random);
    try {
      const deployed = await deploySite(await servers.url(), token, { tasks, random });
      const asAdmin = calling(servers, token);
      const { cluster } = deployed;
      const runner = startRunner({
        cluster,
        random,
        calls: calling(servers, deployed.runnerToken),
      });
      let kills = 0;
      while (!(await haveEnded(asAdmin, cluster))) {
        await wait(killAfter.atLeast + random.below(killAfter.below));
        if (kills < tasks * killsPerTask) {
          servers.kill();
          kills++;
        }
      }
      await runner.stop();
      const ended = await endedTasks(asAdmin, cluster);
      const problems = checkTasks(deployed.tasks, runner.runs, ended);
      return { problems, kills, runs: runner.runs.length, ended };
    } finally {
      await servers.end();
    }
  } finally {
    await site.remove();
  }
}

interface Servers {
  /** Where the one that is up serves; waits while none is. */
  url(): Promise<string>;
  /** Kills it in the middle of whatever it does, and starts another in its place. */
  kill(): void;
  end(): Promise<void>;
}

function killable(site: Site, random: Random): Servers {
  let server = site.start();
  return {
    url: async () => (await server).url,
    kill() {
      const old = server;
      server = (async () => {
        await (await old).kill();
        if (random.below(killStartOneIn) === 0) {
          await site.startAndKill(random.below(longestStartMs));
        }
        return site.start();
      })();
    },
    end: async () => (await server).kill(),
  };
}

function calling(servers: Servers, token: string): Calls {
  return {
    async ask<T>(call: (client: Client) => Promise<T>): Promise<T | undefined> {
      const client = createClient({ url: await servers.url(), token, retries: 0 });
      try {
        return await call(client);
      } catch (error) {
        if (isRefusal(error)) throw error;
        return undefined;
      }
    },
  };
}

/** Whether a server said no. It does not where it was cut off, or says that its database is. */
function isRefusal(error: unknown): boolean {
  return error instanceof KeywrightError && error.status >= 400 && error.status !== 503;
}

/** By one answer: a task that goes back in line must not be missed between two. */
async function haveEnded({ ask }: Calls, cluster_id: string): Promise<boolean> {
  const page = await ask((client) =>
    client.listDeploymentTasks({ query: { cluster_id, per_page: 200 } }),
  );
  return page?.items.every(({ finished_at }) => finished_at !== null) ?? false;
}

async function endedTasks({ ask }: Calls, cluster_id: string): Promise<EndedTask[]> {
  const page = await ask((client) =>
    client.listDeploymentTasks({ query: { cluster_id, per_page: 200 } }),
  );
  if (!page) throw new Error('The server that nobody killed did not answer.');
  return Promise.all(
    page.items.map(async ({ id, operation, status, reason, attempts, finished_at }) => {
      const output = await ask((client) => client.getDeploymentTaskOutput({ params: { id } }));
      return {
        ...{ id, status, reason, attempts, finished: finished_at !== null },
        operation: Object.keys(operation)[0] ?? '',
        output: output?.text ?? '',
      };
    }),
  );
}

/** "50 tasks through 31 kills: 44 Done, 6 Failed; handed out 57 times". */
export function told({ ended, kills, runs }: TaskRun): string {
  const count = (status: string) => ended.filter((task) => task.status === status).length;
  return `${ended.length} tasks through ${kills} kills: ${count('Done')} Done, ${count('Failed')} Failed; handed out ${runs} times`;
}
