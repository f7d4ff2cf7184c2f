import { z } from 'zod';
import { flag } from './paging.ts';

/** With `dry_run=true` nothing is changed, and the answer says what would be lost or gained. */
export const dryRun = z.object({
  dry_run: flag.optional().describe('True: change nothing, and say what would come of it.'),
});
