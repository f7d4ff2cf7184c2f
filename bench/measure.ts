// npm run measure: how long a fresh clone takes to serve, a second start, and the types; into RESULTS.md.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../scripts/setup/paths.mjs';
import { circumstances, writeSection } from './results.ts';

const secondsSince = (start: number) => (performance.now() - start) / 1000;
const folder = mkdtempSync(join(tmpdir(), 'keywright-measure-'));
let server: ChildProcess | undefined;
process.once('exit', () => {
  end('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1));
}

const clone = join(folder, 'clone');
execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
const rows: [what: string, seconds: number][] = [];
const take = (what: string, seconds: number) => {
  console.log(`${seconds.toFixed(1).padStart(7)} s  ${what}`);
  rows.push([what, seconds]);
};

take('`npm start` in a fresh clone, until it serves (warm npm cache)', await start());
take('`npm start` the second time, until it serves', await start());
const checking = performance.now();
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc'], { cwd: clone });
take('`tsc` over the whole workspace', secondsSince(checking));

writeSection(
  'Starting and checking',
  [
    '`npm run measure`.',
    '',
    circumstances(new Date()),
    '',
    '| what | seconds |',
    '|---|--:|',
    ...rows.map(([what, seconds]) => `| ${what} | ${seconds.toFixed(1)} |`),
  ].join('\n'),
);

/** Seconds until it prints the address to open. Ends it then. */
async function start(): Promise<number> {
  const begun = performance.now();
  const names = Object.keys(process.env).filter((name) => !/^(KEYWRIGHT|npm)_/.test(name));
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: {
      ...Object.fromEntries(names.map((name) => [name, process.env[name]])),
      KEYWRIGHT_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A process group of its own, so that all that npm starts is ended with it.
    detached: true,
  });
  server = child;
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    if (!/\bOpen http/.test(line)) continue;
    const seconds = secondsSince(begun);
    end('SIGTERM');
    child.stdout.resume();
    await exited;
    server = undefined;
    return seconds;
  }
  throw new Error('It ended before it served.');
}

function end(signal: NodeJS.Signals): void {
  try {
    if (server?.pid !== undefined) process.kill(-server.pid, signal);
  } catch {
    // It has ended already.
  }
}
