import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atTheSameTime, workIn } from '../runner/journal.ts';
import { type EndedTask, openRunnerSite, type RunnerSite } from '../runner/runner-site.ts';
import { seededRandom } from './random.ts';

/** More of them in `npm run crash`. */
const count = Number(process.env['KEYWRIGHT_TEST_RUNNER_TASKS'] ?? 5);
const seed = Number(process.env['KEYWRIGHT_TEST_SEED'] ?? Date.now() % 1_000_000);
const deployments = 4;
/** A task takes up to so long, and a runner lives up to so long once it works. */
const longestTaskMs = 1500;
const longestLifeMs = 3000;

let site: RunnerSite;
beforeAll(async () => {
  console.log(`A runner is killed through ${count} tasks: KEYWRIGHT_TEST_SEED=${seed}`);
  site = await openRunnerSite({ lease_s: 5 });
});
afterAll(() => site?.stop());

const isOpen = ({ status }: EndedTask) => status === 'Pending' || status === 'Started';

test('through kill -9 of the runner each task ends in one final state, none runs twice at once, none is lost', async () => {
  const random = seededRandom(seed);
  const work = () => ({ do: 'work', of: random.below(longestTaskMs), n: random.below(1e9) });
  let runner = await site.start();
  const ids = await Promise.all(
    Array.from({ length: deployments }, () => site.deploy('job', work())),
  );
  for (let n = deployments; n < count; n++) await site.upgrade(random.pick(ids), work());
  const tasks = async () => (await Promise.all(ids.map(site.tasksOf))).flat();

  let kills = 0;
  while ((await tasks()).some(isOpen)) {
    await wait(random.below(longestLifeMs));
    await runner.kill();
    kills++;
    runner = await site.start();
  }

  const ended = await tasks();
  const worked = workIn(site.journal());
  expect(ended).toHaveLength(count);
  expect(atTheSameTime(worked)).toEqual([]);
  for (const { id, status, reason, attempts } of ended) {
    const own = worked.filter(({ task }) => task === id);
    expect(Math.max(0, ...own.map(({ attempt }) => attempt))).toBeLessThanOrEqual(attempts);
    if (status === 'Done') expect(own.some(({ isDone }) => isDone)).toBe(true);
    else expect([status, reason]).toEqual(['Failed', expect.stringContaining('stopped 5 times')]);
  }
  const again = ended.filter(({ attempts }) => attempts > 1).length;
  console.log(`${count} tasks through ${kills} kills: ${again} were begun more than once.`);
}, 1_500_000);
