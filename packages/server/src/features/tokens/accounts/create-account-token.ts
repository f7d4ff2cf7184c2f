import {
  type AuditChange,
  type CreatedServiceAccountToken,
  endpoints,
  type ServiceAccountId,
  type ServiceAccountTokenId,
} from '@keywright/contract';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { type Covers, refuseBeyondOneself } from '../../../request/covers.ts';
import { endTime } from '../../../request/end-time.ts';
import { changeOperation } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { issueToken } from '../issue-token.ts';
import { accountTarget, tokenPlace } from './account-target.ts';
import { presentAccountToken } from './present-account-token.ts';
import { type AccountTokenRow, holdAccount, readAccountToken } from './queries.ts';

/** What is asked of a new token. */
export interface AccountTokenOrder {
  readonly account: { readonly id: ServiceAccountId; readonly name: string };
  readonly wanted: {
    readonly name?: string | undefined;
    readonly description?: string | undefined;
    readonly expires_at?: number | null | undefined;
    readonly duration?: string | undefined;
  };
  /** Where these fields stand in the body: `token.`, or nothing. */
  readonly at?: string;
  readonly caller: Caller;
  readonly now: number;
}

/** Issues a token for an account that is there; whether the caller may is decided before. */
export async function issueAccountToken(
  tx: Tx,
  order: AccountTokenOrder,
): Promise<{ row: AccountTokenRow; created_token: string; audit: AuditChange }> {
  const { account, wanted, caller, now } = order;
  const issued = await issueToken(tx, {
    owner: { kind: 'service_account', ...account },
    name: wanted.name,
    description: wanted.description,
    expiresAt: endTime(wanted, now, order.at),
    createdBy: caller.principal,
    now,
  });
  const row = await readAccountToken(tx, issued.id as ServiceAccountTokenId);
  if (!row) throw new Error('A token was issued for an account that is not there.');
  return { row, created_token: issued.token.reveal(), audit: issued.audit };
}

/** The same, as the wire shows it this once. */
export const createAccountToken =
  (plane: Plane) =>
  async (
    tx: Tx,
    order: AccountTokenOrder,
  ): Promise<{ output: CreatedServiceAccountToken; audit: AuditChange }> => {
    const { row, created_token, audit } = await issueAccountToken(tx, order);
    const { caller, now } = order;
    const rights = await plane.rights(tx, caller, [tokenPlace(row)]);
    return {
      output: { ...presentAccountToken(rights, caller, row, now), created_token },
      audit,
    };
  };

export const createAccountTokenOperation = (plane: Plane, covers: Covers) =>
  changeOperation(endpoints.createServiceAccountToken, {
    async target(tx, { body, caller }) {
      const row = await holdAccount(tx, body.service_account_id);
      return row && accountTarget(row, caller);
    },
    async run(tx, { body, caller, now }, row) {
      await refuseBeyondOneself(covers, tx, { caller, now }, row.id);
      const account = { id: row.id, name: row.name };
      return createAccountToken(plane)(tx, { account, wanted: body, caller, now });
    },
  });
