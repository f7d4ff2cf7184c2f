import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/setup/paths.mjs';
import { startKeywright } from './candidates/keywright.ts';
import type { Load } from './load/load.ts';

const seconds = 5;
const shown = 16;

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface SelfTime {
  /** `name (file:line)`. */
  readonly where: string;
  /** Of the time in which the thread was not idle, 0 to 1. */
  readonly share: number;
}

/** Where a server of its own spends its time while it is asked about one token at a time; the longest first. */
export async function profileKeywright(folder: string, load: Load): Promise<SelfTime[]> {
  const profiles = `${folder}-profiles`;
  const [{ process, plan }] = await startKeywright(folder, [
    '--cpu-prof',
    `--cpu-prof-dir=${profiles}`,
  ]);
  await load.ask(plan, seconds * 1000);
  await process.stop();
  const threads = readdirSync(profiles).map((file) => selfTimes(`${profiles}/${file}`));
  // Threads that read and write the database have a profile each, too, and next to nothing in it.
  return threads.toSorted((a, b) => b.busyMicros - a.busyMicros)[0]?.longest ?? [];
}

function selfTimes(file: string): { busyMicros: number; longest: SelfTime[] } {
  const { nodes, samples, timeDeltas }: CpuProfile = JSON.parse(readFileSync(file, 'utf8'));
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  for (const [n, id] of samples.entries()) {
    const name = names.get(id) ?? '';
    if (name === '(idle)' || name === '(root)') continue;
    spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[n] ?? 0));
  }
  const busyMicros = [...spent.values()].reduce((sum, micros) => sum + micros, 0);
  const longest = [...spent]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([where, micros]) => ({ where, share: micros / busyMicros }));
  return { busyMicros, longest };
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][0]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const file = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url;
  return `${name} (${file}:${lineNumber + 1})`;
}
