import type { Plan } from './load/plan.ts';
import type { MeasuredProcess } from './measured-process.ts';

/** One of those that are compared. */
export interface Candidate {
  readonly name: string;
  readonly process: MeasuredProcess;
  readonly plan: Plan;
  /** How many tokens one request asks about. */
  readonly tokensPerRequest: number;
}

/** So many connections ask at once, each about a token of its own. */
export const connections = 64;

export const json = { 'content-type': 'application/json' } as const;

export function portOf(url: string): number {
  return Number(new URL(url).port);
}
