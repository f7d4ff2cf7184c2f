import type { Client } from '@keywright/sdk';
import { basicVariables } from '../basic-variables.ts';
import type { CommandOperation, Config } from '../config.ts';
import { commandLine } from '../fill-in.ts';
import { type Guarded, startGuarded } from '../guard/guarded.ts';
import { type Identity, openIdentity } from '../identity/identity.ts';
import type { Log } from '../log.ts';
import { copyLive } from '../output/live.ts';
import { textOf } from '../output/text-of.ts';
import { saidOf } from '../services/supervise.ts';
import { foldersOf, makeFolders } from '../work-folders.ts';
import { done, failed, type Job } from './job.ts';
import type { Result } from './lease.ts';

/** How long a command may take to end once it was asked to. */
const stopGraceMs = 5_000;

export interface CommandNeeds {
  readonly client: Client;
  readonly config: Config;
  readonly log: Log;
}

/** Runs the command configured for an operation; `done` where there is none. Throws the signal's reason when cut off. */
export async function runCommand(
  needs: CommandNeeds,
  job: Job,
  operation: CommandOperation,
): Promise<Result> {
  const argv = job.kind.commands[operation];
  if (argv === undefined) return done;
  const { config } = needs;
  await makeFolders(config.work_dir, job.claimed.deployment.id);
  // What is taken away acts for nobody any more.
  const identity = operation === 'Uninstall' ? undefined : await identityOf(needs, job);
  try {
    const guarded = startGuarded({
      argv: commandLine(argv, { chart: job.chartFolder }, config.folder),
      cwd: foldersOf(config.work_dir, job.claimed.deployment.id).files,
      env: { ...basicVariables(), ...identity?.variables() },
      input: inputOf(job),
      deadline: job.lease.deadline(),
    });
    return await seeThrough(guarded, job);
  } finally {
    await identity?.close();
  }
}

function identityOf({ client, config, log }: CommandNeeds, job: Job): Promise<Identity> {
  const { id } = job.claimed.deployment;
  return openIdentity(client, log, {
    deploymentId: id,
    leaseId: job.lease.id,
    folder: foldersOf(config.work_dir, id).taskIdentity,
    onRequest: false,
    until: job.signal,
  });
}

/** The claimed task as a command reads it: without what only the runner is to know. */
function inputOf({ claimed, chartFolder }: Job): string {
  const { task, deployment, resource } = claimed;
  return JSON.stringify({ task, deployment, resource, chart_dir: chartFolder });
}

/** Follows a command to its end. It is gone when this returns or throws. */
async function seeThrough(guarded: Guarded, { kind, lease, output, signal }: Job): Promise<Result> {
  lease.onExtended((deadline) => guarded.extend(deadline));
  const cutOff = () => guarded.stop(lease.over.aborted ? 0 : stopGraceMs);
  if (signal.aborted) cutOff();
  signal.addEventListener('abort', cutOff);
  lease.over.addEventListener('abort', cutOff);
  let isOverLimit = false;
  const limit = setTimeout(() => {
    isOverLimit = true;
    guarded.stop(stopGraceMs);
  }, kind.command_limit_s * 1000);
  const copied = copyLive(textOf(guarded.output), output).catch((error) => {
    guarded.stop(0);
    return error as Error;
  });
  const ending = await guarded.ended;
  clearTimeout(limit);
  signal.removeEventListener('abort', cutOff);
  lease.over.removeEventListener('abort', cutOff);
  const copyError = await copied;
  signal.throwIfAborted();
  if (isOverLimit) return failed(`The command was stopped after ${kind.command_limit_s} s.`);
  if (copyError !== undefined) return failed(`The output was refused. ${copyError.message}`);
  if (ending.kind === 'exited' && ending.code === 0) return done;
  return failed(`The command ${saidOf(ending)}.`);
}
