import {
  type AuditChange,
  type CreatedServiceAccountToken,
  endpoints,
  type ServiceAccountId,
  type ServiceAccountTokenId,
} from '@keywright/contract';
import type { Caller } from '../../../plane/principal.ts';
import { refuseBeyondOneself } from '../../../request/covers.ts';
import { changeOperation } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { issueAsked, type WantedToken } from '../issue-asked.ts';
import type { TokenRooms } from '../rooms.ts';
import { accountTarget, tokenPlace } from './account-target.ts';
import { presentAccountToken } from './present-account-token.ts';
import { type AccountTokenRow, holdAccount, readAccountToken } from './queries.ts';

/** What is asked of a new token. */
export interface AccountTokenOrder {
  readonly account: { readonly id: ServiceAccountId; readonly name: string };
  readonly wanted: WantedToken;
  /** Where these fields stand in the body: `token.`, or nothing. */
  readonly at?: string;
  readonly caller: Caller;
  readonly now: number;
}

type Rooms = Pick<TokenRooms, 'plane' | 'endByPolicy'>;

/** Issues a token for an account that is there; whether the caller may is decided before. */
export async function issueAccountToken(
  tx: Tx,
  rooms: Rooms,
  { account, ...order }: AccountTokenOrder,
): Promise<{ row: AccountTokenRow; created_token: string; audit: AuditChange }> {
  const owner = { kind: 'service_account', ...account } as const;
  const issued = await issueAsked(tx, rooms, { owner, ...order });
  const row = await readAccountToken(tx, issued.id as ServiceAccountTokenId);
  if (!row) throw new Error('A token was issued for an account that is not there.');
  return { row, created_token: issued.token.reveal(), audit: issued.audit };
}

/** The same, as the wire shows it this once. */
export const createAccountToken =
  (rooms: Rooms) =>
  async (
    tx: Tx,
    order: AccountTokenOrder,
  ): Promise<{ output: CreatedServiceAccountToken; audit: AuditChange }> => {
    const { row, created_token, audit } = await issueAccountToken(tx, rooms, order);
    const { caller, now } = order;
    const rights = await rooms.plane.rights(tx, caller, [tokenPlace(row)]);
    return {
      output: { ...presentAccountToken(rights, caller, row, now), created_token },
      audit,
    };
  };

export const createAccountTokenOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.createServiceAccountToken, {
    async target(tx, { body, caller }) {
      const row = await holdAccount(tx, body.service_account_id);
      return row && accountTarget(row, caller);
    },
    async run(tx, { body, caller, now }, row) {
      await refuseBeyondOneself(rooms.covers, tx, { caller, now }, row.id);
      const account = { id: row.id, name: row.name };
      return createAccountToken(rooms)(tx, { account, wanted: body, caller, now });
    },
  });
