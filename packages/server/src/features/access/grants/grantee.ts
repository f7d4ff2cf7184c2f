import type { DeploymentId, PrincipalId, ServiceAccountId, UserId } from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import type { Hold } from '../../../plane/queries.ts';
import type { Tx } from '../../../storage/storage.ts';
import { seesResource } from '../sees-resource.ts';
import type { Grantee } from './add-grant.ts';
import { notThere } from './not-there.ts';
import { holdAccount, holdDeployment, holdPerson } from './queries.ts';

interface Asking {
  readonly plane: Plane;
  readonly caller: Caller;
}

/** Whoever has this id, kept from being deleted until the transaction ends. Throws `not_found`, naming the field. */
export async function holdGrantee(
  tx: Tx,
  asking: Asking,
  id: PrincipalId,
  hold: Hold,
): Promise<Grantee> {
  const grantee =
    (await heldPerson(tx, id as UserId, hold)) ??
    (await heldAccount(tx, id as ServiceAccountId, hold)) ??
    (await heldDeployment(tx, asking, id as DeploymentId, hold));
  if (!grantee) throw notThere('principal_id', 'person, service account or deployment');
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

/** Its name is for who may know of it, unlike those of people and accounts. */
async function heldDeployment(
  tx: Tx,
  { plane, caller }: Asking,
  id: DeploymentId,
  hold: Hold,
): Promise<Grantee | undefined> {
  const row = await holdDeployment(tx, id, hold);
  if (!row || !(await seesResource(tx, plane, caller, row))) return undefined;
  return { kind: 'deployment', id, name: row.name, homeId: row.project_id };
}
