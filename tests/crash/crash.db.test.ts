import { afterAll, beforeAll, expect, test } from 'vitest';
import { engineUnderTest } from '../kit/database.ts';
import { beginCrashRun, type CrashRun, tally } from './crash-run.ts';

const rounds = Array.from({ length: 6 }, (_, index) => index + 1);
const seed = Number(process.env['KEYWRIGHT_TEST_SEED'] ?? Date.now() % 1_000_000);

let run: CrashRun;
beforeAll(async () => {
  console.log(`Crashes on ${engineUnderTest()}: KEYWRIGHT_TEST_SEED=${seed}`);
  run = await beginCrashRun(engineUnderTest(), seed);
}, 120_000);
afterAll(() => run?.end());

test.each(rounds)(
  'what was acknowledged outlives kill -9, and nothing else does (%i)',
  async () => {
    expect(await run.round(), `seed ${seed}`).toEqual([]);
  },
  120_000,
);

test('every token ever made is answered as its row says, and enough was asked to tell', async () => {
  expect(await run.checkAll(), `seed ${seed}`).toEqual([]);
  console.log(tally(run.asked));
  const seen = new Set(run.asked.attempts.map(({ kind, outcome }) => `${outcome} ${kind}`));
  for (const kind of ['create', 'revoke', 'delete']) expect(seen).toContain(`acknowledged ${kind}`);
  expect(seen).toContain('refused create');
  expect(seen).toContain('refused revoke');
  expect([...seen].some((one) => one.startsWith('unknown'))).toBe(true);
}, 120_000);
