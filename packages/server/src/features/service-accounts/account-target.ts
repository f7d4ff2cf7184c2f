import type { AuditChange, ResourceRef } from '@keywright/contract';
import type { Resource } from '../../plane/decide.ts';
import type { Caller } from '../../plane/principal.ts';
import { below } from '../../plane/tree/node.ts';
import type { Target } from '../../request/operation.ts';
import type { AccountRow } from './queries.ts';

/** Where an account is decided on: what is granted at its home, or above it, holds for it. */
export function accountPlace(row: AccountRow): Resource {
  return { ...below({ ...row, id: row.home_id }, 'service_account'), id: row.id };
}

/** An account sees itself; others see it by their right to read it. */
export function accountTarget(row: AccountRow, { principal }: Caller): Target<AccountRow> {
  return {
    row,
    resource: accountPlace(row),
    owner: row.id,
    visible: principal.id === row.id || 'service_account.read',
  };
}

export function homeOf(row: AccountRow): ResourceRef {
  return { type: row.home_type, id: row.home_id, name: row.home_name };
}

/** How the record names an account. */
export function auditTarget(row: Pick<AccountRow, 'id' | 'name'>) {
  return {
    kind: 'service_account',
    id: row.id,
    name: row.name,
  } as const satisfies AuditChange['target'];
}

export function placed(row: Pick<AccountRow, 'home_id' | 'home_name'>) {
  return { parent_id: row.home_id, parent_name: row.home_name };
}
