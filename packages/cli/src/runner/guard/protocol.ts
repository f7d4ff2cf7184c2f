/**
 * What a runner and a guard say to each other, a line of JSON each. The guard’s standard input is the pipe that tells
 * it whether the runner lives; its descriptor 3 is the way back.
 */

/** A point in time on two clocks: one that never jumps, and one that goes on while the machine sleeps. */
export interface Deadline {
  /** Of the clock that all processes of a machine share (CLOCK_MONOTONIC). */
  readonly monotonicMs: number;
  /** Since 1970. */
  readonly wallMs: number;
}

export interface GuardOrder {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** All of the program’s environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  /** Until when it may run without news of its lease. Null: as long as the runner lives. */
  readonly deadline: Deadline | null;
}

export type ToGuard =
  | ({ readonly kind: 'run' } & GuardOrder)
  | { readonly kind: 'extend'; readonly deadline: Deadline }
  | { readonly kind: 'stop'; readonly graceMs: number };

export type FromGuard =
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly kind: 'exited';
      readonly code: number | null;
      readonly signal: string | null;
      /** True: its deadline had passed. */
      readonly isLate: boolean;
    };
