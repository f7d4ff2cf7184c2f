import { announceChange } from '../../../audit/write-audit-event.ts';
import type { Caller } from '../../../plane/principal.ts';
import { Problem } from '../../../request/problem.ts';
import type { Db, Tx } from '../../../storage/storage.ts';
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

/** A node that is to go, by its name. */
export type NamedRoot = Root & { readonly name: string };

/** What another feature knows of the deployments below a node that is to go. */
export interface DeploymentsIn {
  /** How many of them are not uninstalled: what runs for them would never be stopped. */
  readonly countInstalledIn: (db: Db, root: Root) => Promise<number>;
  /** Ends those below, and what would outlive their nodes. */
  readonly retireDeploymentsIn: (
    tx: Tx,
    root: NamedRoot,
    by: { readonly caller: Caller; readonly now: number },
  ) => Promise<void>;
}

interface Deleting extends DeploymentsIn {
  readonly retireAccountsIn: RetireAccountsIn;
  readonly caller: Caller;
  readonly now: number;
}

/** Beyond so many holders of lost grants, the others learn of it when their pages next look. */
const mostTold = 1000;

/** Deletes a node with all below it and all that hangs on it; returns how much that was, for the record. */
export async function deleteSubtree(tx: Tx, root: NamedRoot, deleting: Deleting) {
  const { retireAccountsIn, retireDeploymentsIn, caller, now } = deleting;
  await lockWithin(tx, root);
  await refuseInstalled(tx, root, deleting);
  // Before anything goes: what hangs on a node goes with it, unseen.
  const resources = (await countWithin(tx, root)).reduce((sum, { count }) => sum + count, 0);
  const grants = await countGrantsWithin(tx, root);
  const holders = await holdersWithin(tx, root, mostTold);
  const { accounts, tokens } = await retireAccountsIn(tx, root, now);
  await retireDeploymentsIn(tx, root, { caller, now });
  await deleteNode(tx, root.id);
  for (const holder of holders) announceChange(tx, 'grant', root.id, holder);
  return { resources, service_accounts: accounts, tokens, grants };
}

/** `conflict` while something is still deployed there. */
export async function refuseInstalled(
  db: Db,
  root: Root,
  { countInstalledIn }: Pick<DeploymentsIn, 'countInstalledIn'>,
): Promise<void> {
  const count = await countInstalledIn(db, root);
  if (count === 0) return;
  const [what, them] =
    count === 1 ? ['1 deployment is', 'it'] : [`${count} deployments are`, 'them'];
  throw new Problem('conflict', {
    message: `${what} not uninstalled here. Disable or delete ${them} first, and wait until that is done.`,
  });
}

/** `conflict` for the organization and project that envs go to which name none. */
export function refuseDefault(root: Root): void {
  if (!isDefault(root.id)) return;
  throw new Problem('conflict', {
    message: `This is the default ${root.type}: envs that name no project are made in it, so it stays where it is. It can be renamed.`,
  });
}
