import {
  type AuditChange,
  endpoints,
  type ResourceId,
  type ServiceAccountId,
} from '@keywright/contract';
import { changed } from '../../audit/changed.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { refuseBeyondOneself } from '../../request/covers.ts';
import { timeToCome } from '../../request/end-time.ts';
import { changeOperation, unchanged } from '../../request/operation.ts';
import { Problem } from '../../request/problem.ts';
import { wireTimeOrNull } from '../../request/time.ts';
import type { Tx } from '../../storage/storage.ts';
import { accountTarget, auditTarget, placed } from './account-target.ts';
import { refuseTaken } from './add-account.ts';
import type { HandedIn } from './handed-in.ts';
import { presentOne } from './present-account.ts';
import { type AccountRow, lockAccount, readAccount, type Settings, setAccount } from './queries.ts';

/** Renames, describes, disables or enables, or gives it another end. */
export const updateAccountOperation = (plane: Plane, handedIn: HandedIn) =>
  changeOperation(endpoints.updateServiceAccount, {
    changesCredentials: true,
    async target(tx, { params, body, caller }) {
      const isRenamed = body.name !== undefined;
      const row = await lockForChange(tx, handedIn, params.id, isRenamed);
      return row && accountTarget(row, caller);
    },
    async run(tx, { body, caller, now }, row) {
      const to: Settings = {
        name: body.name ?? row.name,
        description: body.description ?? row.description,
        is_enabled: body.is_enabled === undefined ? row.is_enabled : body.is_enabled ? 1 : 0,
        expires_at: newEnd(body.expires_at, row, now),
      };
      // Who revives tokens could be their bearer.
      if (isRevived(row, to)) {
        refuseOwnEnd(row, caller);
        await refuseBeyondOneself(handedIn.covers, tx, { caller, now }, row.id);
      }
      const audit = await change(tx, row, to);
      const output = await presentOne(tx, { ...row, ...to }, { plane, caller, now });
      return { output, audit: audit ?? unchanged };
    },
  });

/** An end that it could put off itself would be none. */
function refuseOwnEnd(row: AccountRow, { principal }: Caller): void {
  if (row.id !== principal.id) return;
  throw new Problem('beyond_own_rights', {
    message: 'A service account does not put off its own end. Who administers it can do that.',
  });
}

/** A new name is locked with the home, so that nobody there takes it meanwhile; before the account, as everywhere. */
export async function lockForChange(
  tx: Tx,
  { lockPath }: HandedIn,
  id: ServiceAccountId,
  isRenamed: boolean,
): Promise<AccountRow | undefined> {
  if (isRenamed) {
    const home: ResourceId | undefined = (await readAccount(tx, id))?.home_id;
    if (home) await lockPath(tx, home, 1);
  }
  return lockAccount(tx, id);
}

/** Puts the settings in place; undefined where all was already so. `conflict` where the name is taken. */
export async function change(
  tx: Tx,
  row: AccountRow,
  to: Settings,
): Promise<AuditChange | undefined> {
  const changes = changesBetween(row, to);
  if (Object.keys(changes).length === 0) return undefined;
  if (to.name !== row.name) await refuseTaken(tx, row.home_id, { id: row.id, name: to.name });
  await setAccount(tx, row.id, to);
  return {
    action: 'service_account.update',
    target: auditTarget({ id: row.id, name: to.name }),
    details: { ...placed(row), ...changes },
  };
}

/** The time it had may be past and is kept; a new one is to come. */
function newEnd(wanted: number | null | undefined, row: AccountRow, now: number): number | null {
  if (wanted === undefined || wanted === row.expires_at) return row.expires_at;
  return timeToCome(wanted, now, 'expires_at');
}

/** Whether tokens that were dead live again by it, or live longer. */
function isRevived(from: Settings, to: Settings): boolean {
  if (from.is_enabled === 0 && to.is_enabled === 1) return true;
  if (from.expires_at === null) return false;
  return to.expires_at === null || to.expires_at > from.expires_at;
}

function changesBetween(from: Settings, to: Settings) {
  return {
    ...changed('name', from.name, to.name),
    ...changed('description', from.description, to.description),
    ...changed('is_enabled', from.is_enabled === 1, to.is_enabled === 1),
    ...changed('expires_at', wireTimeOrNull(from.expires_at), wireTimeOrNull(to.expires_at)),
  };
}
