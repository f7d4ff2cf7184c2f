import type { EndpointName } from '@keywright/contract';
import type { Asking } from './matrix-row.ts';

/** `hidden`: as what does not exist, 404. `empty`: a list with nothing in it. */
export type Expected = 'hidden' | 'empty';

export interface Attack {
  readonly name: EndpointName;
  /** Where the id of the other tenant stands: `params.id`, `body.role_id`. */
  readonly at: string;
  readonly asking: Asking;
  readonly expected: Expected;
  /** It takes more than an Admin of a project to get so far. */
  readonly byOrganizationAdmin?: true;
}
