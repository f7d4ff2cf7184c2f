import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { after, moment } from './deadline.ts';
import { type Guarded, startGuarded } from './guarded.ts';

const folder = mkdtempSync(join(tmpdir(), 'kw-guard-'));
afterAll(() => rmSync(folder, { recursive: true }));

const defaults = { cwd: folder, env: { PATH: process.env['PATH'] ?? '' }, input: '' };
const run = (script: string, more: { input?: string; deadlineMs?: number } = {}) =>
  startGuarded({
    ...defaults,
    argv: [process.execPath, '-e', script],
    input: more.input ?? '',
    deadline: more.deadlineMs === undefined ? null : after(moment(), more.deadlineMs),
  });

/** Starts one more like itself, which outlives it unless somebody kills the group; both ignore SIGTERM. */
const family = `
  process.on('SIGTERM', () => {});
  const child = require('node:child_process').spawn(process.execPath, ['-e',
    "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)"], { stdio: 'inherit' });
  setInterval(() => {}, 1000);
  console.log(process.pid);
`;

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The first so many lines it prints, as numbers. */
async function pidsOf(output: AsyncIterable<Buffer | string>, count: number): Promise<number[]> {
  let said = '';
  for await (const chunk of output) {
    said += chunk;
    const pids = said.trim().split('\n').map(Number);
    if (said.endsWith('\n') && pids.length === count) return pids;
  }
  return expect.fail(`It said only ${said}`);
}

/** The program that runs another one under its own group is gone when the group is; the kernel takes a moment. */
async function allGone(pids: readonly number[]): Promise<void> {
  await expect.poll(() => pids.filter(isAlive), { timeout: 5000 }).toEqual([]);
}

test('a program gets its input and nothing of this process’s environment, and its output and end come back', async () => {
  const script = `process.stdin.on('data', (data) => console.log(data + JSON.stringify(process.env)));
    process.stdin.on('end', () => { console.error('bye'); process.exit(3); })`;
  const guarded = run(script, { input: 'hello ' });
  const said = await text(guarded.output);
  expect(said).toContain(`hello ${JSON.stringify(defaults.env)}`);
  expect(said).toContain('bye');
  expect(await guarded.ended).toEqual({ kind: 'exited', code: 3 });
});

test('a program that is not there is a failure with its reason', async () => {
  const guarded = startGuarded({ ...defaults, argv: ['/no/such/program'], deadline: null });
  expect(await guarded.ended).toMatchObject({ kind: 'failed', message: expect.any(String) });
});

test('what ignores SIGTERM is killed after the grace, with all it started', async () => {
  const guarded = run(family);
  const pids = await pidsOf(guarded.output, 2);
  guarded.stop(200);
  expect(await guarded.ended).toEqual({ kind: 'killed', signal: 'SIGKILL' });
  await allGone(pids);
});

test('without an extension it is killed at the deadline, with all it started', async () => {
  const guarded = run(family, { deadlineMs: 30_000 });
  const pids = await pidsOf(guarded.output, 2);
  guarded.extend(after(moment(), 300));
  expect(await guarded.ended).toEqual({ kind: 'late' });
  await allGone(pids);
});

test('with an extension it goes on', async () => {
  const guarded = run('setTimeout(() => {}, 3500)', { deadlineMs: 3000 });
  guarded.extend(after(moment(), 30_000));
  expect(await guarded.ended).toEqual({ kind: 'exited', code: 0 });
});

test('what is late from the start is not started', async () => {
  const guarded = run('console.log("started")', { deadlineMs: -1 });
  expect(await text(guarded.output)).toBe('');
  expect(await guarded.ended).toEqual({ kind: 'late' });
});

test('what a program leaves behind is killed when it ends', async () => {
  const guarded = run(
    family.replace('setInterval(() => {}, 1000);\n', 'setTimeout(() => process.exit(0), 500);\n'),
  );
  const [, child = 0] = (await pidsOf(guarded.output, 2)).sort((a, b) => a - b);
  expect(await guarded.ended).toEqual({ kind: 'exited', code: 0 });
  await allGone([child]);
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'all of it goes when the runner is gone (%s)',
  async (signal) => {
    const runner = join(folder, `runner-${signal}.ts`);
    writeFileSync(
      runner,
      `import { startGuarded } from ${JSON.stringify(`${import.meta.dirname}/guarded.ts`)};
     const guarded = startGuarded(${JSON.stringify({ ...defaults, argv: [process.execPath, '-e', family], deadline: null })});
     for await (const chunk of guarded.output) process.stdout.write(chunk);`,
    );
    const child = spawn(process.execPath, [runner], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pids = await pidsOf(child.stdout, 2);
    expect(pids.every(isAlive)).toBe(true);
    child.kill(signal);
    await once(child, 'exit');
    await allGone(pids);
  },
);

test('the guard killed alone takes its program along', async () => {
  const guarded: Guarded = run(
    'console.log(process.ppid); console.log(process.pid); setInterval(() => {}, 1000)',
  );
  const [guard = 0, program = 0] = await pidsOf(guarded.output, 2);
  process.kill(guard, 'SIGKILL');
  expect(await guarded.ended).toMatchObject({ kind: 'failed' });
  await allGone([program]);
});
