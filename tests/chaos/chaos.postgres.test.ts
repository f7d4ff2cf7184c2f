import { expect, test } from 'vitest';
import { runChaos } from './chaos-run.ts';
import { told, toldFinding } from './told.ts';

const seed = Number(process.env['KEYWRIGHT_TEST_SEED'] ?? Date.now() % 1_000_000);

test('no server says yes once a right is known to be gone, and none says no once it is known to be back, whatever fails', async () => {
  const said: string[] = [];
  const report = await runChaos({
    seed,
    forMs: 12_000,
    perServer: 1000,
    verifiers: 2,
    site: { servers: 3, withStandby: true },
    say: (line) => said.push(line),
  });
  console.log(`KEYWRIGHT_TEST_SEED=${seed}\n${told(report).join('\n')}`);
  const { findings, mustBeNo, mustBeYes } = report.checked;
  expect(findings.map(toldFinding), said.join('\n')).toEqual([]);
  expect(report.oddities).toEqual([]);
  // Otherwise nothing was shown.
  expect(mustBeNo).toBeGreaterThan(100);
  expect(mustBeYes).toBeGreaterThan(100);
  expect(report.ledger.counts.lessened).toBeGreaterThan(10);
}, 120_000);
