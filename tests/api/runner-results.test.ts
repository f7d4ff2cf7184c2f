import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

let site: RunnerSite;
let runner: Runner;
beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
});
afterAll(() => site?.server.stop());

/** A deployment that runs. */
async function running(): Promise<string> {
  const id = await site.deploy(runner.cluster);
  expect(await runner.work()).toEqual(['Install']);
  return id;
}

describe('a result', () => {
  test('sent again answers the same and changes nothing; another one is refused', async () => {
    const id = await running();
    const task = await site.invoke(id);
    const claimed = await runner.take();
    const response = { status: 201, body: '{"ok":true}', is_cut: false };
    expect((await runner.result(claimed, { output: 'once\n', response })).status).toBe(204);
    const ended = await site.task(task.id);
    expect(ended).toMatchObject({ status: 'Done', reason: null, response, output_bytes: 5 });
    site.pass(60_000);
    expect((await runner.result(claimed, { output: 'twice\n' })).status).toBe(204);
    expect(await site.task(task.id)).toEqual(ended);
    const other = await runner.result(claimed, { outcome: 'Failed' });
    expect([other.status, other.body.code]).toEqual([409, 'lease_lost']);
    expect((await runner.progress(claimed)).body.code).toBe('lease_lost');
  });

  test('of two at once counts once', async () => {
    const id = await running();
    const task = await site.invoke(id);
    const claimed = await runner.take();
    const answers = await Promise.all([
      runner.result(claimed, { output: 'a' }),
      runner.result(claimed, { output: 'a' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect((await site.task(task.id)).output_bytes).toBe(1);
  });

  test('that it failed puts the deployment in error, with the reason', async () => {
    const id = await site.deploy(runner.cluster);
    const claimed = await runner.take();
    await runner.result(claimed, { outcome: 'Failed', reason: 'no room\0 left' });
    expect(await site.deployment(id)).toMatchObject({
      status: 'Error',
      reason: 'no room\ufffd left',
    });
    await site.invoke(id, {}, site.admin);
    const invoked = await runner.take();
    await runner.result(invoked, { outcome: 'Failed' });
    expect((await site.task(invoked.task.id)).reason).toBe('The runner did not say why.');
  });

  test('of the last uninstallation forgets a deployment; its task can be reported again', async () => {
    const id = await running();
    const waiting = await site.invoke(id, {
      execute_at: new Date(site.now() + 86_400_000).toISOString(),
    });
    expect((await site.admin.delete(`/api/v2/deployments/${id}`)).status).toBe(204);
    const claimed = await runner.take();
    expect(claimed.deployment.status).toBe('Deleting');
    expect((await runner.result(claimed)).status).toBe(204);
    expect((await site.admin.get(`/api/v2/deployments/${id}`)).status).toBe(404);
    expect((await runner.result(claimed)).status).toBe(204);
    expect(await site.task(waiting.id)).toMatchObject({
      status: 'Canceled',
      canceled_by: { kind: 'user' },
      deployment: { is_gone: true },
    });
  });
});

describe('output', () => {
  test('is kept as it comes, up to its limit, and cut after it', async () => {
    const id = await running();
    const task = await site.invoke(id);
    const claimed = await runner.take();
    const part = 'ü'.repeat(32 * 1024);
    const left: number[] = [];
    for (let at = 0; at < 5; at++) {
      left.push((await runner.progress(claimed, { output: part })).body.output_left);
    }
    expect(left).toEqual([196_608, 131_072, 65_536, 0, 0]);
    await runner.result(claimed, { output: 'the end' });
    expect((await site.task(task.id)).output_bytes).toBe(262_144);
    const output = await site.admin.get(`/api/v2/deployment-tasks/${task.id}/output`);
    expect(output.body.is_cut).toBe(true);
    expect(output.body.text).toBe(part.repeat(4));
  });

  test('that the runner left out is said to be', async () => {
    const id = await running();
    const task = await site.invoke(id);
    const claimed = await runner.take();
    await runner.progress(claimed, { output: 'a\0b', is_cut: true });
    await runner.result(claimed);
    const output = await site.admin.get(`/api/v2/deployment-tasks/${task.id}/output`);
    expect(output.body).toEqual({ text: 'a\ufffdb', is_cut: true });
  });
});
