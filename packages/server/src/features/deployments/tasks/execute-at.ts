import { invalidField } from '../../../request/problem.ts';

const dayMs = 86_400_000;
const mostDays = 366;

/**
 * When a task is due, in milliseconds since 1970: what is past, or not said, is now. Throws `invalid_request` for what
 * is further ahead than anybody plans.
 */
export function dueAt(asked: number | null | undefined, now: number): number {
  if (asked === null || asked === undefined) return now;
  if (asked > now + mostDays * dayMs) {
    throw invalidField('execute_at', `Must be within ${mostDays} days from now.`);
  }
  return Math.max(asked, now);
}
