import type { UsageNeeds } from './handed-in.ts';
import { usageReads } from './read-usage.ts';
import { listUnusedOperation } from './unused/list-unused.ts';
import { removeUnusedOperation } from './unused/remove-unused.ts';

/** The operations of usage. */
export const usageOperations = (needs: UsageNeeds) => ({
  ...usageReads(needs),
  listUnused: listUnusedOperation(needs),
  removeUnused: removeUnusedOperation(needs),
});
