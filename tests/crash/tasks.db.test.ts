import { expect, test } from 'vitest';
import { engineUnderTest } from '../kit/database.ts';
import { runTasks, told } from './tasks/task-run.ts';

const seed = Number(process.env['KEYWRIGHT_TEST_SEED'] ?? Date.now() % 1_000_000);

test('each task ends in one final state, none runs twice at once and none is lost, whenever the server is killed', async () => {
  const run = await runTasks(engineUnderTest(), { tasks: 8, seed });
  console.log(`KEYWRIGHT_TEST_SEED=${seed}: ${told(run)}`);
  expect(run.problems, `seed ${seed}`).toEqual([]);
  expect(run.kills).toBeGreaterThan(0);
}, 180_000);
