import { announceChange } from '../../../audit/write-audit-event.ts';
import { Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { isDefault } from '../abilities.ts';
import {
  countGrantsWithin,
  countWithin,
  deleteNode,
  holdersWithin,
  lockWithin,
  type Root,
} from './queries.ts';

/** Retires the service accounts at home at a node or below it: their ids are never another's. */
export type RetireAccountsIn = (
  tx: Tx,
  root: Root,
  now: number,
) => Promise<{ accounts: number; tokens: number; grants: number }>;

/** Beyond so many holders of lost grants, the others learn of it when their pages next look. */
const mostTold = 1000;

/** Deletes a node with all below it and all that hangs on it; returns how much that was, for the record. */
export async function deleteSubtree(
  tx: Tx,
  root: Root,
  { retireAccountsIn, now }: { retireAccountsIn: RetireAccountsIn; now: number },
) {
  await lockWithin(tx, root);
  // Before anything goes: what hangs on a node goes with it, unseen.
  const resources = (await countWithin(tx, root)).reduce((sum, { count }) => sum + count, 0);
  const grants = await countGrantsWithin(tx, root);
  const holders = await holdersWithin(tx, root, mostTold);
  const { accounts, tokens } = await retireAccountsIn(tx, root, now);
  await deleteNode(tx, root.id);
  for (const holder of holders) announceChange(tx, 'grant', root.id, holder);
  return { resources, service_accounts: accounts, tokens, grants };
}

/** `conflict` for the organization and project that envs go to which name none. */
export function refuseDefault(root: Root): void {
  if (!isDefault(root.id)) return;
  throw new Problem('conflict', {
    message: `This is the default ${root.type}: envs that name no project are made in it, so it stays where it is. It can be renamed.`,
  });
}
