import type { ClaimedTask } from '@keywright/sdk';
import type { KindConfig } from '../config.ts';
import type { TaskOutput } from '../output/task-output.ts';
import type { Lease, Result } from './lease.ts';

/** A claimed task with all it takes to carry it out. */
export interface Job {
  readonly claimed: ClaimedTask;
  readonly kind: KindConfig;
  /** Empty where the chart is gone, which keeps nobody from an uninstall. */
  readonly chartFolder: string;
  readonly lease: Lease;
  readonly output: TaskOutput;
  /** Given when the lease is over (its reason is a `LeaseOver`) or the runner stops (a `RunnerStops`). */
  readonly signal: AbortSignal;
}

/** Why work on a task ends early: the runner itself is told to. */
export class RunnerStops extends Error {}

export const done: Result = { outcome: 'Done' };
export const failed = (reason: string): Result => ({
  outcome: 'Failed',
  reason: reason.slice(0, 2000),
});
