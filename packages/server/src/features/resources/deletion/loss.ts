import type { Loss } from '@keywright/contract';
import { refOf } from '../../../plane/tree/node.ts';
import { wireTime } from '../../../request/time.ts';
import type { Db } from '../../../storage/storage.ts';
import {
  countGrantsWithin,
  countRolesWithin,
  countWithin,
  examplesWithin,
  type Root,
} from './queries.ts';

/** What is lost with the service accounts at home at a node or below it. */
export interface LostAccounts {
  readonly accounts: number;
  /** Active ones. */
  readonly tokens: number;
  /** The account that was used last; `at` in milliseconds since 1970. */
  readonly lastUsed: { readonly at: number; readonly name: string } | null;
}

export type CountAccountsIn = (db: Db, root: Root, now: number) => Promise<LostAccounts>;

const mostExamples = 20;

/** What would go with a node of the tree. */
export async function lossOf(
  db: Db,
  root: Root,
  { countAccountsIn, now }: { countAccountsIn: CountAccountsIn; now: number },
): Promise<Loss> {
  const { accounts, tokens, lastUsed } = await countAccountsIn(db, root, now);
  return {
    dry_run: true,
    resources: await countWithin(db, root),
    examples: (await examplesWithin(db, root, mostExamples)).map(refOf),
    service_accounts: accounts,
    tokens,
    roles: await countRolesWithin(db, root),
    grants: await countGrantsWithin(db, root),
    last_used: lastUsed && { at: wireTime(lastUsed.at), name: lastUsed.name },
  };
}
