import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@keywright/sdk';
import { readCharts } from './charts/read-charts.ts';
import { registerCharts } from './charts/register-charts.ts';
import type { Config } from './config.ts';
import { beat, type HeartbeatNeeds, keepBeating, report } from './heartbeat.ts';
import { lockWorkDir } from './lock-work-dir.ts';
import { consoleLog as log } from './log.ts';
import { registerCluster } from './register-cluster.ts';
import { createSayOnce } from './say-once.ts';
import { explained } from './server-failure.ts';
import { createServices } from './services/services.ts';
import { stopSignals } from './stop-signals.ts';
import { claimTasks } from './tasks/claim-tasks.ts';
import { workOn } from './tasks/work-on.ts';

/** How long services wait for a server that is away, which would say which of them ought to run. */
const firstContactMs = 10_000;

/** The runner, until it is told to stop. Throws `StartRefused` with what an operator can mend. */
export async function runUntilStopped(config: Config): Promise<void> {
  await lockWorkDir(config.work_dir);
  const client = createClient({ url: config.server, token: config.token, retries: 0 });
  const { stopping, letGo } = stopSignals(config.grace_s * 1000);
  const trouble = () => createSayOnce(log, `${config.server} answers again.`);
  let charts = readCharts(config.charts);
  let problems: readonly string[] = [];
  const chartOf = (digest: string) => charts.find((chart) => chart.digest === digest);
  const services = createServices({ client, config, log, chartOf });
  const busy = new Set<string>();
  const heart: HeartbeatNeeds = {
    client,
    config,
    services,
    trouble: trouble(),
    problems: () => problems,
    isBusy: (id) => busy.has(id),
  };
  const tellOfCharts = async () => {
    problems = await registerCharts(client, log, charts);
    for (const problem of problems) log.warn(problem);
  };

  const registering = registerCluster(client, config, trouble(), stopping);
  const wanted = registering.then(({ id }) => report(heart, id).catch(() => undefined));
  const late = pause(firstContactMs, undefined, { ref: false });
  await services.resume(await Promise.race([wanted, late]));
  const cluster = await registering;
  await tellOfCharts();
  await beat(heart, cluster.id);
  log.info(`Working for cluster ${cluster.name} (${cluster.id}) of ${config.server}.`);
  const readAnew = async () => {
    charts = readCharts(config.charts);
    await tellOfCharts();
  };
  process.on('SIGHUP', () => {
    readAnew().catch((error) => log.warn(`The charts were not read anew. ${explained(error)}`));
  });

  const beating = keepBeating(heart, cluster.id, stopping);
  const needs = {
    client,
    config,
    log,
    services,
    chartOf,
    letGo,
    reportNow: () => beat(heart, cluster.id),
  };
  await claimTasks({
    client,
    config,
    clusterId: cluster.id,
    trouble: trouble(),
    stopping,
    async workOn(claimed) {
      busy.add(claimed.deployment.id);
      await workOn(needs, claimed);
      busy.delete(claimed.deployment.id);
    },
  });
  await beating;
  await services.stopAll();
  log.info('Stopped.');
}
