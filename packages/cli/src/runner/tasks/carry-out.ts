import type { ClaimedTask, TaskOperationName } from '@keywright/sdk';
import type { ServiceState } from '../services/service-state.ts';
import type { Services } from '../services/services.ts';
import { removeFolders } from '../work-folders.ts';
import { invokeAction } from './invoke-action.ts';
import { done, failed, type Job } from './job.ts';
import type { Result } from './lease.ts';
import { type CommandNeeds, runCommand } from './run-command.ts';

export interface TaskNeeds extends CommandNeeds {
  readonly services: Services;
  /** Tells the server what runs now; never rejects. */
  readonly reportNow: () => Promise<void>;
}

/** Does what a task says. Throws the job's signal's reason when cut off, and otherwise only sentences. */
export async function carryOut(needs: TaskNeeds, job: Job): Promise<Result> {
  const operation = operationOf(job.claimed);
  switch (operation) {
    case 'Install':
    case 'Upgrade':
    case 'Reinstall':
    case 'Recreate':
      return bringUp(needs, job, operation);
    case 'RestartK8sResource':
      return restart(needs, job);
    case 'Uninstall':
      return takeAway(needs, job);
    case 'InvokeAction':
      return invokeAction(job, needs.services.get(job.claimed.deployment.id));
    default:
      throw operation satisfies never;
  }
}

export function operationOf({ task }: ClaimedTask): TaskOperationName {
  return Object.keys(task.operation)[0] as TaskOperationName;
}

async function bringUp(
  needs: TaskNeeds,
  job: Job,
  operation: 'Install' | 'Upgrade' | 'Reinstall' | 'Recreate',
): Promise<Result> {
  if (job.kind.service === undefined && job.kind.commands[operation] === undefined) {
    return notConfigured(job, operation);
  }
  const result = await runCommand(needs, job, operation);
  if (result.outcome === 'Failed' || job.kind.service === undefined) return result;
  return startService(needs, job);
}

async function restart(needs: TaskNeeds, job: Job): Promise<Result> {
  if (job.kind.commands.RestartK8sResource !== undefined) {
    return runCommand(needs, job, 'RestartK8sResource');
  }
  if (job.kind.service === undefined) return notConfigured(job, 'RestartK8sResource');
  return startService(needs, job);
}

async function takeAway(needs: TaskNeeds, job: Job): Promise<Result> {
  const { id } = job.claimed.deployment;
  await needs.services.drop(id);
  const result = await runCommand(needs, job, 'Uninstall');
  if (result.outcome === 'Done') await removeFolders(needs.config.work_dir, id);
  return result;
}

async function startService({ services, reportNow }: TaskNeeds, job: Job): Promise<Result> {
  const { lease, output, signal, claimed } = job;
  const problem = await services.start(wantedOf(claimed), {
    leaseId: lease.id,
    signal,
    listener: (text) => output.write(text),
  });
  await output.finish();
  // People who see it done find its parts there.
  await reportNow();
  return problem === undefined ? done : failed(problem);
}

function wantedOf({ deployment }: ClaimedTask): Omit<ServiceState, 'port'> {
  const { id, name, namespace, kind, env, cluster, chart, config, values_override } = deployment;
  const names = { kind: kind.name, env: env.name, cluster: cluster.name };
  return {
    deployment: { id, name, namespace, ...names },
    chart: { version: chart.image_tag, digest: chart.image_digest },
    config,
    values_override,
  };
}

function notConfigured(job: Job, operation: string): Result {
  const kind = job.claimed.deployment.kind.name;
  return failed(
    `The runner’s config says nothing to do for ${operation} of kind ${kind}. Add it there.`,
  );
}
