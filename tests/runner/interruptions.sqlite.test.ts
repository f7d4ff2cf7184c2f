import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { atTheSameTime, workIn } from './journal.ts';
import { openRunnerSite, type RunnerSite } from './runner-site.ts';

let site: RunnerSite;
afterEach(() => site?.stop());

/** A command that works for so long, once it has begun. */
async function working(ms: number): Promise<string> {
  const id = await site.deploy('job', { do: 'work', of: ms });
  const begun = () => workIn(site.journal()).filter(({ deployment }) => deployment === id).length;
  // Itself and its child.
  await expect.poll(begun, { timeout: 30_000, interval: 50 }).toBe(2);
  return id;
}

const attemptsAt = () => workIn(site.journal()).map(({ attempt, isDone }) => [attempt, isDone]);

test('a server that is away for some seconds delays the result, and nothing else', async () => {
  site = await openRunnerSite();
  await site.start();
  const id = await working(2000);
  site.proxy.goAway();
  await wait(5000);
  site.proxy.comeBack();
  expect(await site.ended(id)).toMatchObject({ status: 'Done', attempts: 1 });
  expect(attemptsAt()).toEqual([
    [1, true],
    [1, true],
  ]);
});

test('a server that is away for longer than the lease: the command is killed before another may begin', async () => {
  site = await openRunnerSite({ lease_s: 5 });
  const runner = await site.start();
  const id = await working(8000);
  site.proxy.goAway();
  await runner.said(/is let go/);
  site.proxy.comeBack();
  expect(await site.ended(id)).toMatchObject({ status: 'Done', attempts: 2 });
  expect(attemptsAt().sort()).toEqual([
    [1, false],
    [1, false],
    [2, true],
    [2, true],
  ]);
  expect(atTheSameTime(workIn(site.journal()))).toEqual([]);
});

test('a runner that is stopped lets go what does not end, whatever it does with SIGTERM, and the next one does it', async () => {
  site = await openRunnerSite({ grace_s: 1 });
  const runner = await site.start();
  const id = await working(9000);
  const stoppedAt = Date.now();
  expect(await runner.stop()).toBe(0);
  console.log(`Stopped within ${Date.now() - stoppedAt} ms.`);
  await site.start();
  expect(await site.ended(id)).toMatchObject({ status: 'Done', attempts: 2 });
  expect(atTheSameTime(workIn(site.journal()))).toEqual([]);
});

test('a runner that is stopped finishes what ends within its grace', async () => {
  site = await openRunnerSite({ grace_s: 30 });
  const runner = await site.start();
  const id = await working(1500);
  expect(await runner.stop()).toBe(0);
  expect(await site.ended(id)).toMatchObject({ status: 'Done', attempts: 1 });
});

test('a runner killed half-way takes its commands along, and the next one does them', async () => {
  site = await openRunnerSite({ lease_s: 5 });
  const runner = await site.start();
  const id = await working(3000);
  await runner.kill();
  const killedAt = Date.now();
  await site.start();
  expect(await site.ended(id)).toMatchObject({ status: 'Done', attempts: 2 });
  const worked = workIn(site.journal());
  expect(atTheSameTime(worked)).toEqual([]);
  const last = Math.max(...worked.filter(({ attempt }) => attempt === 1).map(({ to }) => to));
  expect(last - killedAt).toBeLessThan(1000);
});

test('a task starts within a second on a runner that has nothing to do', async () => {
  site = await openRunnerSite();
  await site.start();
  const tookMs: number[] = [];
  for (let n = 0; n < 3; n++) {
    const id = await site.deploy('job', { do: 'fail' });
    await site.ended(id);
    const { body } = await site.admin.get(`/api/v2/deployment-tasks?deployment_id=${id}`);
    const [{ created_at, started_at }] = body.items;
    tookMs.push(Date.parse(started_at) - Date.parse(created_at));
  }
  console.log(`Tasks started after ${tookMs.join(', ')} ms.`);
});
