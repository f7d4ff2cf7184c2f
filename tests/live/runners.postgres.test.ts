import type { K8sClusterId, LeaseId } from '@keywright/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimNextTask } from '../../packages/server/src/features/deployments/runner/queries.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import { type Runner, type RunnerSite, runnerOn, runnerSite } from '../api/runner-kit.ts';
import { createClient } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { rawSql } from '../storage/raw-sql.ts';

const soon = { timeout: 10_000, interval: 20 };

let site: RunnerSite;
let another: TestServer;
beforeAll(async () => {
  site = await runnerSite();
  another = await startTestServer({ database: site.server.database, clock: site.now });
});
afterAll(async () => {
  await another?.stop();
  await site?.server.stop();
});

/** The same runner, who asks the other server. */
function elsewhere({ client, cluster }: Runner) {
  return runnerOn(createClient(another.url, { headers: client.credentialHeaders() }), cluster);
}

test('a claim that waits at one server begins with a task made at another within a second', async () => {
  const runner = await site.runner();
  const there = elsewhere(runner);
  const claiming = there.take({ wait_s: 15 });
  expect((await there.client.get(`/api/v2/k8s-clusters/${runner.cluster}`)).status).toBe(200);
  await site.deploy(runner.cluster);
  const made = performance.now();
  const claimed = await claiming;
  expect(performance.now() - made).toBeLessThan(1000);
  expect((await runner.progress(claimed)).status).toBe(200);
  expect((await runner.result(claimed)).status).toBe(204);
});

test('what lapsed is put back in line once, however many servers look', async () => {
  const runner = await site.runner();
  const there = elsewhere(runner);
  for (let round = 0; round < 6; round++) await site.deploy(runner.cluster);
  const lost = [];
  for (let claimed = await runner.claim(); claimed !== null; claimed = await runner.claim()) {
    lost.push(claimed.task.id);
  }
  expect(lost).toHaveLength(6);
  site.pass(60_000);
  const again = [];
  for (let round = 0; round < 6; round++) {
    const claimed = await (round % 2 === 0 ? runner : there).take({ wait_s: 10 });
    expect(claimed.task.attempt).toBe(2);
    again.push(claimed.task.id);
    expect((await there.result(claimed)).status).toBe(204);
  }
  expect(again.sort()).toEqual(lost.sort());
  expect(await runner.claim()).toBeNull();
});

test('of two clusters whose runners begin on one deployment at one moment, one has nothing to do yet', async () => {
  const [from, to] = [await site.runner(), await site.runner()];
  const id = await site.deploy(from.cluster);
  expect(await from.work()).toEqual(['Install']);
  await site.admin.put(`/api/v2/deployments/${id}`, { body: { cluster_id: to.cluster } });
  const [first, second] = [
    await openStorage(site.server.database.storage),
    await openStorage(site.server.database.storage),
  ];
  const now = site.now() + 1000;
  const claimOf = ({ cluster }: Runner) => ({
    clusterId: cluster as K8sClusterId,
    leaseId: crypto.randomUUID() as LeaseId,
    now,
    leaseEndsAt: now + 60_000,
  });

  const claimed = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const one = first.change(async (tx) => {
    const task = await claimNextTask(tx, claimOf(from));
    claimed.resolve();
    await release.promise;
    return task?.operation_name;
  });
  await claimed.promise;
  const other = second.change((tx) => claimNextTask(tx, claimOf(to)));
  const waiting = () =>
    rawSql(
      site.server.database.storage,
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
  await expect.poll(waiting, soon).toHaveLength(1);
  release.resolve();
  expect(await one).toBe('Uninstall');
  expect(await other).toBeUndefined();

  await first.close();
  await second.close();
});
