import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange, ResourceId, ServiceAccountId } from '@keywright/contract';
import type { Caller } from '../../plane/principal.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';
import { nameTaken } from '../../request/name-taken.ts';
import { Problem } from '../../request/problem.ts';
import { wireTimeOrNull } from '../../request/time.ts';
import type { Db, Tx } from '../../storage/storage.ts';
import { auditTarget, placed } from './account-target.ts';
import { type AccountRow, accountNamed, insertAccount, readAccount } from './queries.ts';

export interface AccountOrder {
  readonly name: string;
  readonly description: string;
  /** Held by the transaction. */
  readonly home: NodeRow;
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
  readonly caller: Caller;
  readonly now: number;
}

/** Adds an account that holds nothing. `conflict` where its name is taken. */
export async function addAccount(
  tx: Tx,
  order: AccountOrder,
): Promise<{ row: AccountRow; audit: AuditChange }> {
  const { name, description, home, expiresAt, caller, now } = order;
  const id = randomUUIDv7() as ServiceAccountId;
  const isAdded = await insertAccount(tx, {
    id,
    name,
    description,
    homeId: home.id,
    expiresAt,
    createdAt: now,
    createdBy: caller.principal,
  });
  if (!isAdded)
    throw nameTaken('a service account', (await accountNamed(tx, home.id, name))?.name ?? name);
  const row = await readAccount(tx, id);
  if (!row) throw new Problem('internal');
  return {
    row,
    audit: {
      action: 'service_account.create',
      target: auditTarget(row),
      details: { ...placed(row), expires_at: wireTimeOrNull(expiresAt) },
    },
  };
}

/** `conflict` where another one at home there has that name. Final only while the home is for this change alone. */
export async function refuseTaken(
  db: Db,
  homeId: ResourceId,
  account: { readonly id: ServiceAccountId; readonly name: string },
): Promise<void> {
  const taken = await accountNamed(db, homeId, account.name);
  if (taken && taken.id !== account.id) throw nameTaken('a service account', taken.name);
}
