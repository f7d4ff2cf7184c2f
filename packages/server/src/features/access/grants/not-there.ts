import { Problem } from '../../../request/problem.ts';

/** Something that a field names is not there, or not for the caller to see: the two answer the same. */
export function notThere(field: string, what: string): Problem {
  return new Problem('not_found', {
    message: `${field}: There is no such ${what}, or you may not see it.`,
  });
}
