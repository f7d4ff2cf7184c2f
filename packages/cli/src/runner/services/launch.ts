import type { Client } from '@keywright/sdk';
import { basicVariables } from '../basic-variables.ts';
import type { Chart } from '../charts/chart.ts';
import type { Config, ServiceConfig } from '../config.ts';
import { commandLine } from '../fill-in.ts';
import { type Identity, openIdentity } from '../identity/identity.ts';
import type { Log } from '../log.ts';
import { openBoundedLog } from '../output/bounded-log.ts';
import { foldersOf } from '../work-folders.ts';
import type { ServiceState } from './service-state.ts';
import { type Supervised, supervise } from './supervise.ts';

export interface ServiceNeeds {
  readonly client: Client;
  readonly config: Config;
  readonly log: Log;
  readonly chartOf: (digest: string) => Chart | undefined;
}

export interface RunningService {
  readonly state: ServiceState;
  readonly service: ServiceConfig;
  readonly supervised: Supervised;
  readonly identity: Identity;
}

/** Starts a deployment's service, with a token of its own. Throws, in a sentence, where it has none or may have none. */
export async function launch(
  { client, config, log, chartOf }: ServiceNeeds,
  state: ServiceState,
  leaseId: string | undefined,
): Promise<RunningService> {
  const { id, kind, name } = state.deployment;
  const service = config.kinds.get(kind)?.service;
  const chart = chartOf(state.chart.digest);
  if (service === undefined) throw new Error(`The config file names no service for kind ${kind}.`);
  if (chart === undefined) throw new Error(missingChart(config, kind, state.chart.version));
  const folders = foldersOf(config.work_dir, id);
  const identity = await openIdentity(client, log, {
    deploymentId: id,
    folder: folders.serviceIdentity,
    onRequest: true,
    ...(leaseId !== undefined && { leaseId }),
  });
  const port = `${state.port}`;
  const values = { chart: chart.folder, config: folders.config, port };
  const supervised = supervise(log, {
    name: `${kind} ${name}`,
    argv: commandLine(service.command, values, config.folder),
    cwd: folders.files,
    env: () => ({ ...basicVariables(), ...identity.variables(), [service.port_variable]: port }),
    stopWithinMs: service.stop_within_s * 1000,
    log: openBoundedLog(folders.log),
  });
  return { state, service, supervised, identity };
}

export function missingChart(config: Config, kind: string, version: string): string {
  return `Chart ${kind} ${version} is not in ${config.charts}, or was changed there. Put it back, or deploy another version.`;
}
