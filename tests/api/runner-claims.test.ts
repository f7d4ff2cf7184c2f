import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../kit/http-client.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

const soon = { timeout: 10_000, interval: 50 };
const leaseS = 5;

let site: RunnerSite;
let runner: Runner;
beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
});
afterAll(() => site?.server.stop());

/** A deployment that runs. */
async function running(on: Runner = runner): Promise<string> {
  const id = await site.deploy(on.cluster);
  expect(await on.work()).toEqual(['Install']);
  return id;
}

const statusOf = async (task: string) => (await site.task(task)).status;

describe('a claim', () => {
  test('gives the runner all that it needs, sensitive inputs too, which readers do not see', async () => {
    const config = { greeting: 'hello', password: 'open sesame' };
    const id = await site.deploy(runner.cluster, { name: 'shown', config });
    const claimed = await runner.take({ lease_s: 60 });
    expect(claimed).toMatchObject({
      lease_s: 60,
      task: {
        attempt: 1,
        operation: { Install: { helm_chart_id: site.chart, config_inputs: config } },
        actor: { kind: 'user', credential: { kind: 'session', name: 'Browser session' } },
      },
      deployment: {
        ...{ id, name: 'shown', enabled: true, status: 'Installing', config },
        kind: { id: site.kind, name: 'web' },
        env: { id: site.env, name: 'production' },
        cluster: { id: runner.cluster },
        chart: { id: site.chart, image_tag: '1.0.0', image_digest: 'sha256:one' },
      },
      action: null,
      resource: null,
    });
    expect(JSON.stringify(await site.task(claimed.task.id))).not.toContain('open sesame');
    expect(await statusOf(claimed.task.id)).toBe('Started');
    await runner.result(claimed);
    expect(await site.deployment(id)).toMatchObject({
      status: 'Running',
      revision_id: claimed.task.id,
    });
  });

  test('takes what is due in its order, one task of a deployment at a time', async () => {
    const [one, other] = [await running(), await running()];
    const first = await site.invoke(one);
    const second = await site.invoke(one);
    const third = await site.invoke(other);
    const a = await runner.take();
    expect(a.task.id).toBe(first.id);
    const b = await runner.take();
    expect(b.task.id).toBe(third.id);
    expect(await runner.claim()).toBeNull();
    await runner.result(a);
    const c = await runner.take();
    expect(c.task.id).toBe(second.id);
    await runner.result(b);
    await runner.result(c);
  });

  test('leaves a task until its time has come', async () => {
    const id = await running();
    const execute_at = new Date(site.now() + 3_600_000).toISOString();
    const task = await site.invoke(id, { execute_at });
    expect(await runner.claim()).toBeNull();
    site.pass(3_600_000);
    const claimed = await runner.take();
    expect(claimed.task.id).toBe(task.id);
    await runner.result(claimed);
  });

  test('twenty at once over 200 tasks share none, and no deployment is worked on twice at once', async () => {
    const many = await site.runner();
    const deployments = await Promise.all(
      Array.from({ length: 25 }, () => site.deploy(many.cluster)),
    );
    const invoked = deployments.flatMap((id) => Array.from({ length: 7 }, () => id));
    for (const id of invoked) await site.invoke(id);
    const total = deployments.length + invoked.length;
    const claims: string[] = [];
    const busy = new Set<string>();
    const claimer = async () => {
      while (claims.length < total) {
        const claimed = await many.claim({ wait_s: 0.2 });
        if (claimed === null) continue;
        claims.push(claimed.task.id);
        expect(busy).not.toContain(claimed.deployment.id);
        busy.add(claimed.deployment.id);
        await many.progress(claimed);
        // Before the report: as soon as that is there, the next one may begin.
        busy.delete(claimed.deployment.id);
        expect((await many.result(claimed)).status).toBe(204);
      }
    };
    await Promise.all(Array.from({ length: 20 }, claimer));
    expect(claims).toHaveLength(total);
    expect(new Set(claims).size).toBe(total);
    for (const status of ['Pending', 'Started', 'Failed']) {
      const path = `/api/v2/deployment-tasks?cluster_id=${many.cluster}&status=${status}`;
      expect((await site.admin.get(path)).body.items).toEqual([]);
    }
  }, 180_000);

  test('and a cancellation at the same moment: one of them wins, and the other is told', async () => {
    const id = await running();
    for (let round = 0; round < 10; round++) {
      const task = await site.invoke(id);
      const [canceled, claimed] = await Promise.all([
        site.admin.delete(`/api/v2/deployment-tasks/${task.id}`, { body: { reason: 'no' } }),
        runner.claim(),
      ]);
      const winner = claimed === null ? [200, 'Canceled'] : [409, 'Started'];
      expect([canceled.status, await statusOf(task.id)]).toEqual(winner);
      if (claimed) await runner.result(claimed);
    }
  });

  test('of two clusters that a deployment moves between never overlap', async () => {
    const other = await site.runner();
    const id = await running();
    for (const [from, to] of [
      [runner, other],
      [other, runner],
    ] as const) {
      const { status } = await site.admin.put(`/api/v2/deployments/${id}`, {
        body: { cluster_id: to.cluster },
      });
      expect(status).toBe(200);
      for (const _task of ['Uninstall', 'Recreate']) {
        const [gone, come] = await Promise.all([
          from.claim({ wait_s: 0.2 }),
          to.claim({ wait_s: 0.2 }),
        ]);
        expect([gone, come].filter((claimed) => claimed !== null)).toHaveLength(1);
        await (gone ? from.result(gone) : to.result(come));
      }
      expect((await site.deployment(id)).status).toBe('Running');
    }
  });
});

describe('a claim that waits', () => {
  const waiting = { wait_s: 15 };

  test('begins with a task within a second of its creation', async () => {
    const id = await running();
    const claiming = runner.take(waiting);
    // It waits before the task is made: this answer comes after its look.
    expect((await runner.client.get(`/api/v2/k8s-clusters/${runner.cluster}`)).status).toBe(200);
    const task = await site.invoke(id);
    const made = performance.now();
    const claimed = await claiming;
    expect(performance.now() - made).toBeLessThan(1000);
    expect(claimed.task.id).toBe(task.id);
    await runner.result(claimed);
  });

  test('begins with a task when its time comes', async () => {
    const id = await running();
    const dueAt = site.now() + 700;
    const task = await site.invoke(id, { execute_at: new Date(dueAt).toISOString() });
    const claimed = await runner.take(waiting);
    expect(claimed.task.id).toBe(task.id);
    expect(site.now()).toBeGreaterThanOrEqual(dueAt);
    expect(site.now()).toBeLessThan(dueAt + 1000);
    await runner.result(claimed);
  });

  test('begins with the next task as soon as the one before it has ended', async () => {
    const id = await running();
    await site.invoke(id);
    const second = await site.invoke(id);
    const first = await runner.take();
    const claiming = runner.take(waiting);
    const ended = performance.now();
    await runner.result(first);
    const claimed = await claiming;
    expect(performance.now() - ended).toBeLessThan(1000);
    expect(claimed.task.id).toBe(second.id);
    await runner.result(claimed);
  });

  test('ends with nothing once its time is up', async () => {
    const began = performance.now();
    expect(await runner.claim({ wait_s: 0.4 })).toBeNull();
    expect(performance.now() - began).toBeGreaterThan(390);
  });

  test('takes nothing for a runner that has gone', async () => {
    const id = await running();
    const gone = new AbortController();
    const claiming = fetch(`${site.server.url}/api/v2/k8s-clusters/${runner.cluster}/claim`, {
      method: 'POST',
      headers: { ...runner.client.credentialHeaders(), 'content-type': 'application/json' },
      body: JSON.stringify(waiting),
      signal: gone.signal,
    }).catch(() => 'cut off');
    await runner.client.get(`/api/v2/k8s-clusters/${runner.cluster}`);
    gone.abort();
    expect(await claiming).toBe('cut off');
    const task = await site.invoke(id);
    const claimed = await runner.take(waiting);
    expect([claimed.task.id, claimed.task.attempt]).toEqual([task.id, 1]);
    await runner.result(claimed);
  });

  test('is done a hundred times at once by one runner, and not more', async () => {
    const eager = await site.runner();
    const path = `/api/v2/k8s-clusters/${eager.cluster}/claim`;
    const wait = () => eager.client.post(path, { body: { wait_s: 3 } });
    const answers = await Promise.all(Array.from({ length: 110 }, wait));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    // Those that ended count no more.
    expect(await eager.claim({ wait_s: 0.1 })).toBeNull();
  });

  test('lets go at once of who may not', async () => {
    const other = await site.runner();
    const bystander = await site.person(site.env, 'envAdmin');
    const path = `/api/v2/k8s-clusters/${runner.cluster}/claim`;
    const began = performance.now();
    for (const client of [other.client, bystander, site.admin]) {
      expect((await client.post(path, { body: waiting })).status).toBe(404);
    }
    const grants = await site.admin.get(`/api/v2/grants?principal_id=${other.accountId}`);
    await site.admin.delete(`/api/v2/grants/${grants.body.items[0].id}`);
    const own = `/api/v2/k8s-clusters/${other.cluster}/claim`;
    const refused = await other.client.post(own, { body: waiting });
    expect([refused.status, refused.body.permission]).toEqual([403, 'deployment_task.claim']);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('a lease', () => {
  test('is kept by reports, and outlives the server', async () => {
    const id = await running();
    await site.invoke(id);
    const lease = { lease_s: 300 };
    const claimed = await runner.take(lease);
    for (let part = 0; part < 3; part++) {
      site.pass(200_000);
      const { status, body } = await runner.progress(claimed, lease);
      expect([status, body.lease_s]).toEqual([200, 300]);
      if (part === 1) await site.server.restart();
    }
    expect((await runner.result(claimed)).status).toBe(204);
  });

  test('that ran out counts for nothing, at once, and its task is taken up again', async () => {
    const id = await site.deploy(runner.cluster);
    const lost = await runner.take({ lease_s: leaseS });
    site.pass(leaseS * 1000 + 1);
    const answers = [await runner.progress(lost), await runner.result(lost)];
    for (const { status, body } of answers) {
      expect([status, body.code]).toEqual([409, 'lease_lost']);
    }
    const again = await runner.take({ wait_s: 10 });
    expect([again.task.id, again.task.attempt]).toEqual([lost.task.id, 2]);
    expect((await runner.progress(lost)).body.code).toBe('lease_lost');
    expect((await runner.result(lost, { outcome: 'Failed' })).body.code).toBe('lease_lost');
    expect((await runner.tokenFor(id, { lease_id: lost.lease_id })).body.code).toBe('lease_lost');
    expect((await runner.tokenFor(id, { lease_id: again.lease_id })).status).toBe(201);
    expect((await runner.result(again)).status).toBe(204);
    expect((await site.deployment(id)).status).toBe('Running');
  });

  test('of an invoked action that ran out fails the task: it may have happened', async () => {
    const id = await running();
    const task = await site.invoke(id);
    const lost = await runner.take({ lease_s: leaseS });
    site.pass(leaseS * 1000 + 1);
    await expect.poll(() => statusOf(task.id), soon).toBe('Failed');
    expect((await site.task(task.id)).reason).toContain('may or may not have happened');
    expect((await runner.result(lost)).body.code).toBe('lease_lost');
    expect((await runner.result(lost, { outcome: 'Failed' })).body.code).toBe('lease_lost');
    expect((await site.deployment(id)).status).toBe('Running');
  });

  test('that runs out five times ends the task, and its deployment is in error', async () => {
    const id = await site.deploy(runner.cluster);
    for (let attempt = 1; attempt <= 5; attempt++) {
      const claimed = await runner.take({ wait_s: 10, lease_s: leaseS });
      expect(claimed.task.attempt).toBe(attempt);
      site.pass(leaseS * 1000 + 1);
    }
    await expect.poll(async () => (await site.deployment(id)).status, soon).toBe('Error');
    expect((await site.deployment(id)).reason).toContain('5 times');
    expect(await runner.claim()).toBeNull();
  });
});

describe('a runner', () => {
  test('has no say over what another one runs', async () => {
    const other = await site.runner();
    const id = await running();
    await site.invoke(id);
    const claimed = await runner.take();
    const foreign: Answer[] = [
      await other.progress(claimed, { output: 'mine' }),
      await other.result(claimed),
      await other.tokenFor(id),
    ];
    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await other.claim()).toBeNull();
    expect((await runner.result(claimed)).status).toBe(204);
  });

  test.each([
    ['a lease too short', { lease_s: 1 }],
    ['a lease too long', { lease_s: 3600 }],
    ['a wait too long', { wait_s: 21 }],
  ])('is told of %s', async (_what, body) => {
    const path = `/api/v2/k8s-clusters/${runner.cluster}/claim`;
    const answer = await runner.client.post(path, { body });
    expect([answer.status, answer.body.fields[0].field]).toEqual([400, Object.keys(body)[0]]);
  });
});
