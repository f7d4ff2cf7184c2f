import type { Runtime } from 'node:inspector';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../scripts/setup/paths.mjs';
import type { Candidate } from './candidate.ts';
import type { Load } from './load/load.ts';

const profiledMs = 4000;
const shown = 20;

/** What is no work, and what profiling itself costs. */
const isAside = /^\((?:idle|root)\)|\(node:inspector/;

export interface SelfTime {
  /** `name (file:line)`. */
  readonly where: string;
  /** Of the time in which the thread was not idle, 0 to 1. */
  readonly share: number;
}

/** Where the server's main thread spends its time while it is asked; the longest first. */
export async function longestSelfTimes(
  { process, plan }: Candidate,
  load: Load,
): Promise<SelfTime[]> {
  const profile = await process.profile(() => load.ask(plan, profiledMs));
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  for (const [n, id] of samples.entries()) {
    const name = names.get(id) ?? '';
    if (isAside.test(name)) continue;
    spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[n] ?? 0));
  }
  const busyMicros = [...spent.values()].reduce((sum, micros) => sum + micros, 0);
  return [...spent]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([where, micros]) => ({ where, share: micros / busyMicros }));
}

function nameOf({ functionName, url, lineNumber }: Runtime.CallFrame): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const file = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url;
  return `${name} (${file}:${lineNumber + 1})`;
}
