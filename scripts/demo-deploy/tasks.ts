import { setTimeout as pause } from 'node:timers/promises';
import type { Client, DeploymentTask } from '../../packages/sdk/src/index.ts';
import { say } from './say.ts';

const withinMs = 60_000;
const lookEveryMs = 100;

/** Asks until there is an answer. Throws where that takes too long. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const endsAt = Date.now() + withinMs;
  while (Date.now() < endsAt) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(lookEveryMs);
  }
  throw new Error(`${what} did not come within ${withinMs / 1000} s.`);
}

/** The newest task of a deployment, once it has ended. Throws where it is not done. */
export async function newestDone(client: Client, deploymentId: string): Promise<DeploymentTask> {
  const task = await eventually('The end of the task', async () => {
    const query = { deployment_id: deploymentId, per_page: 1 };
    const newest = (await client.listDeploymentTasks({ query })).items[0];
    return newest?.finished_at ? newest : undefined;
  });
  const name = Object.keys(task.operation)[0];
  const took = Date.parse(task.finished_at ?? '') - Date.parse(task.created_at);
  if (task.status !== 'Done') throw new Error(`${name} is ${task.status}: ${task.reason}`);
  say.answer(`${name} is Done after ${(took / 1000).toFixed(1)} s`);
  return task;
}

/** Where the program of a deployment listens, as the runner reports it. */
export async function portOf(client: Client, deploymentId: string): Promise<number> {
  const { items } = await client.listK8sResources({ query: { deployment_id: deploymentId } });
  const metadata = items[0]?.metadata as { port: number } | undefined;
  if (metadata === undefined) throw new Error('The runner reports no part of the deployment.');
  return metadata.port;
}

/** What the program of a deployment says to whoever opens it. */
export async function visit(client: Client, deploymentId: string): Promise<string> {
  const url = `http://127.0.0.1:${await portOf(client, deploymentId)}/`;
  const { says, version } = (await (await fetch(url)).json()) as { says: string; version: string };
  say.answer(`GET ${url} says “${says}” (version ${version})`);
  return `${says} (${version})`;
}

export function expectSame(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  throw new Error(`Expected ${JSON.stringify(wanted)}, and found ${JSON.stringify(found)}.`);
}
