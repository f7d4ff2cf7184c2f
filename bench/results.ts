import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('RESULTS.md', import.meta.url));
const preface = `# Measured

Written by the programs named below, on the machine and day named there. Nothing here is a bound.
`;

/** Puts a section in the place of the one with the same title; the others stay as they are. */
export function writeSection(title: string, text: string): void {
  const known = existsSync(file) ? readFileSync(file, 'utf8') : preface;
  const sections = known.split(/^(?=## )/m);
  const head = `## ${title}\n`;
  const section = `${head}\n${text.trim()}\n\n`;
  const at = sections.findIndex((one) => one.startsWith(head));
  const rest = at === -1 ? [...sections, `\n${section}`] : sections.with(at, section);
  writeFileSync(file, `${rest.join('').trimEnd()}\n`);
}

/** Where and when: "2026-01-31, Linux 6.1, 2 x Intel Xeon, 16 GiB, Node 26.1.0, load 0.8". */
export function circumstances(now: Date): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    now.toISOString().slice(0, 10),
    `${type()} ${release()}`,
    `${cpus().length} x ${cpu?.model ?? 'unknown'}`,
    `${memory} GiB`,
    `Node ${process.versions.node}`,
    // Others at work on the machine make every figure larger.
    `load ${loadavg()[1]?.toFixed(1)}`,
  ].join(', ');
}
