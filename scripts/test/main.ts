// Runs every check and test, and ends with the one line that counts them.
import { ensurePrograms } from '../../tests/kit/install-programs.ts';
import { type Counts, oneFailed } from './counts.ts';
import { type Result, report } from './report.ts';
import { type Step, staticSteps, testSteps, unitSteps } from './steps.ts';

const isFast = process.argv.includes('--fast');

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // By way of `exit`, so that what was started is ended.
  process.once(signal, () => process.exit(1));
}

const results: Result[] = [];

async function take(title: string, run: () => Promise<Counts>): Promise<void> {
  process.stdout.write(`\n=== ${title}\n`);
  const start = performance.now();
  const counts = await run().catch(broken);
  results.push({ title, seconds: (performance.now() - start) / 1000, counts });
}

async function takeAll(steps: readonly Step[]): Promise<void> {
  for (const { title, run } of steps) await take(title, run);
}

/** Setting up is no test: it counts only where it fails. */
async function setUp<T>(title: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    results.push({ title, seconds: 0, counts: broken(error) });
    return undefined;
  }
}

function broken(error: unknown): Counts {
  return oneFailed(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** Imported late: it holds server code, and where that is broken the checks before it tell why. */
async function provideDatabases(): Promise<() => Promise<void>> {
  const kit = await import('../../tests/kit/test-databases.ts');
  return kit.provideDatabases(['sqlite', 'postgres']);
}

async function runAll(): Promise<void> {
  const isReady = await setUp('Programs the tests need', async () => ensurePrograms());
  await takeAll(staticSteps);
  if (!isReady) return;
  const stop = await setUp('Databases of the tests', provideDatabases);
  if (stop === undefined) return;
  await takeAll(testSteps);
  await stop();
}

if (isFast) await takeAll([...staticSteps, ...unitSteps]);
else await runAll();
process.exitCode = report(results) === 0 ? 0 : 1;
