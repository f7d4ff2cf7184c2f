// npm run crash -- [--rounds 200] [--tasks 50] [--engine sqlite|postgres] [--seed N]: kills servers and runners, and counts what is wrong after.
import { parseArgs } from 'node:util';
import { runScript } from '../../scripts/test/run-script.ts';
import { ensurePrograms } from '../kit/install-programs.ts';
import { beginCrashRun, tally } from './crash-run.ts';
import { runTasks, told } from './tasks/task-run.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    tasks: { type: 'string', default: '50' },
    engine: { type: 'string' },
    seed: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const tasks = Number(values.tasks);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const engines = (['sqlite', 'postgres'] as const).filter(
  (engine) => values.engine === undefined || values.engine === engine,
);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // By way of `exit`, so that what was started is ended.
  process.once(signal, () => process.exit(1));
}

ensurePrograms();
let passed = 0;
let failed = 0;
const count = (title: string, problems: readonly string[]) => {
  if (problems.length === 0) passed++;
  else failed++;
  for (const problem of problems.slice(0, 20)) console.log(`${title}: ${problem}`);
};
for (const engine of engines) {
  console.log(`\n=== ${rounds} crashes on ${engine}, --seed ${seed}`);
  const started = performance.now();
  const run = await beginCrashRun(engine, seed);
  try {
    for (let round = 1; round <= rounds; round++) {
      count(`round ${round}`, await run.round());
      if (round % 10 === 0) console.log(`${round} rounds: ${tally(run.asked)}`);
    }
    count('in the end', await run.checkAll());
  } finally {
    await run.end();
  }
  console.log(`${tally(run.asked)} (${((performance.now() - started) / 1000).toFixed(0)} s)`);

  console.log(`\n=== ${tasks} tasks on ${engine}, while the server is killed, --seed ${seed}`);
  const tasksRun = await runTasks(engine, { tasks, seed });
  count('tasks', tasksRun.problems);
  console.log(told(tasksRun));
}

console.log(`\n=== ${tasks} tasks, while their runner is killed, --seed ${seed}`);
const vitest = ['run', '--project=sqlite', 'tests/crash/runner-killed'];
const code = await runScript('node_modules/vitest/vitest.mjs', vitest, {
  KEYWRIGHT_TEST_RUNNER_TASKS: `${tasks}`,
  KEYWRIGHT_TEST_SEED: `${seed}`,
});
count('killed runners', code === 0 ? [] : [`ended with ${code}`]);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
