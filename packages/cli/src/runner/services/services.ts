import { rm } from 'node:fs/promises';
import { freePort } from '../free-port.ts';
import { explained } from '../server-failure.ts';
import { foldersOf } from '../work-folders.ts';
import { awaitReady } from './await-ready.ts';
import { launch, type RunningService, type ServiceNeeds } from './launch.ts';
import { keepState, keptStates, type ServiceState } from './service-state.ts';

/** The task that a service is started for; its people read along. */
export interface StartedFor {
  readonly leaseId: string;
  /** Ends the waiting for it to be ready. */
  readonly signal: AbortSignal;
  readonly listener: (text: string) => Promise<void>;
}

export interface StrandedService {
  readonly state: ServiceState;
  readonly problem: string;
}

/** The long-running programs of a runner, one for each deployment that has one. */
export interface Services {
  all(): readonly RunningService[];
  get(deploymentId: string): RunningService | undefined;
  /** Those that ought to run and could not be started again with the runner. */
  stranded(): readonly StrandedService[];
  /** Makes a deployment's service what is asked for. Says why it is not ready, or undefined. */
  start(wanted: Omit<ServiceState, 'port'>, startedFor: StartedFor): Promise<string | undefined>;
  /** Starts the kept ones that ought to run; undefined: all. */
  resume(wanted: readonly string[] | undefined): Promise<void>;
  /** Stops it, not to be started again; its files stay. */
  drop(deploymentId: string): Promise<void>;
  /** Stops all, to be started again with the runner. */
  stopAll(): Promise<void>;
}

export function createServices(needs: ServiceNeeds): Services {
  const { config, log } = needs;
  const running = new Map<string, RunningService>();
  const stranded = new Map<string, StrandedService>();

  async function run(state: ServiceState, leaseId?: string): Promise<RunningService> {
    await keepState(config.work_dir, state);
    const launched = await launch(needs, state, leaseId);
    running.set(state.deployment.id, launched);
    return launched;
  }
  async function stop(id: string): Promise<void> {
    const one = running.get(id);
    running.delete(id);
    stranded.delete(id);
    await one?.supervised.stop();
    await one?.identity.close();
  }
  const drop = async (id: string) => {
    await stop(id);
    await rm(foldersOf(config.work_dir, id).state, { force: true });
  };

  async function resumeOne(state: ServiceState): Promise<void> {
    const { id, kind, name } = state.deployment;
    try {
      await run({ ...state, port: await freePort(state.port) });
      log.info(`${kind} ${name} is started again.`);
    } catch (error) {
      const problem = `${kind} ${name} cannot be started again. ${explained(error)}`;
      stranded.set(id, { state, problem });
      log.warn(problem);
    }
  }

  return {
    all: () => [...running.values()],
    get: (id) => running.get(id),
    stranded: () => [...stranded.values()],
    async start(wanted, { leaseId, signal, listener }) {
      const { id } = wanted.deployment;
      const before = running.get(id);
      await stop(id);
      const port = await freePort(before?.state.port);
      const { supervised, service } = await run({ ...wanted, port }, leaseId);
      const path = service.ready_path;
      const url = path === undefined ? undefined : `http://127.0.0.1:${port}${path}`;
      supervised.listen(listener);
      try {
        const withinMs = service.ready_within_s * 1000;
        return await awaitReady(supervised, { url, withinMs, signal });
      } finally {
        supervised.listen(undefined);
      }
    },
    async resume(wanted) {
      const unreadable = (file: string) =>
        log.warn(`${file} is not a runner’s: it is passed over.`);
      for (const state of await keptStates(config.work_dir, unreadable)) {
        const { id } = state.deployment;
        if (wanted === undefined || wanted.includes(id)) await resumeOne(state);
        else await drop(id);
      }
    },
    drop,
    async stopAll() {
      await Promise.all([...running.keys()].map(stop));
    },
  };
}
