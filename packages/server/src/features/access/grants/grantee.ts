import type { PrincipalId, ServiceAccountId, UserId } from '@keywright/contract';
import type { Hold } from '../../../plane/queries.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { Grantee } from './add-grant.ts';
import { notThere } from './not-there.ts';
import { holdAccount, holdPerson } from './queries.ts';

/** Whoever has this id, kept from being deleted until the transaction ends. Throws `not_found`, naming the field. */
export async function holdGrantee(tx: Tx, id: PrincipalId, hold: Hold): Promise<Grantee> {
  const grantee =
    (await heldPerson(tx, id as UserId, hold)) ??
    (await heldAccount(tx, id as ServiceAccountId, hold));
  if (!grantee) throw notThere('principal_id', 'person or service account');
  return grantee;
}

export async function heldPerson(tx: Tx, id: UserId, hold: Hold): Promise<Grantee | undefined> {
  const row = await holdPerson(tx, id, hold);
  return row && { kind: 'user', id: row.id, name: row.name, homeId: null };
}

export async function heldAccount(
  tx: Tx,
  id: ServiceAccountId,
  hold: Hold,
): Promise<Grantee | undefined> {
  const row = await holdAccount(tx, id, hold);
  return row && { kind: 'service_account', id: row.id, name: row.name, homeId: row.home_id };
}
