import {
  type AuditChange,
  endpoints,
  type ServiceAccountId,
  type ServiceAccountTokenId,
} from '@keywright/contract';
import { tokenState } from '../../../plane/token-state.ts';
import { refuseBeyondOneself } from '../../../request/covers.ts';
import { type Asked, changeOperation } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { refuseOvertaken } from '../life/overtaken.ts';
import type { Proof } from '../life/queries.ts';
import { renew } from '../life/renew.ts';
import type { TokenRooms } from '../rooms.ts';
import { accountTarget, subjectOf, tokenPlace } from './account-target.ts';
import { issueAccountToken } from './create-account-token.ts';
import { presentAccountToken } from './present-account-token.ts';
import {
  type AccountRow,
  type AccountTokenRow,
  lockAccount,
  newestProof,
  readAccountToken,
  revokeOthers,
} from './queries.ts';

interface Renewed {
  readonly row: AccountTokenRow;
  readonly created_token: string;
  /** How many active tokens it ended. */
  readonly ended: number;
}

/** All its tokens dead now, and one made: the newest keeps its id and has a new secret. */
export const renewAccountOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.renewServiceAccount, {
    changesCredentials: true,
    prepare: ({ params }) => rooms.storage.read((db) => newestProof(db, params.id)),
    async target(tx, { params, caller }) {
      const row = await lockAccount(tx, params.id);
      return row && accountTarget(row, caller);
    },
    async run(tx, asked, account, before) {
      const { caller, now } = asked;
      await refuseBeyondOneself(rooms.covers, tx, { caller, now }, account.id);
      const newest = await newestProof(tx, account.id);
      refuseOvertaken(before, newest);
      const renewed = newest
        ? await renewNewest(tx, rooms, account.id, newest, asked)
        : await issueFirst(tx, rooms, account, asked);
      const { row, created_token } = renewed;
      const rights = await rooms.plane.rights(tx, caller, [tokenPlace(row)]);
      return {
        output: { ...presentAccountToken(rights, caller, row, now), created_token },
        audit: auditOf(account, renewed),
      };
    },
  });

type RenewAsked = Asked<typeof endpoints.renewServiceAccount>;

async function renewNewest(
  tx: Tx,
  { endByPolicy }: TokenRooms,
  accountId: ServiceAccountId,
  newest: Proof,
  { body, now }: RenewAsked,
): Promise<Renewed> {
  const id = newest.id as ServiceAccountTokenId;
  const row = await readAccountToken(tx, id);
  if (!row) throw new Error('A token went away under the lock of its account.');
  const order = { subject: subjectOf(row), asked: body, before: newest, now };
  const { token, after } = await renew(tx, endByPolicy, order);
  const others = await revokeOthers(tx, accountId, id, now);
  const before = [row, ...others].map(({ expires_at }) => ({ expires_at, revoked_at: null }));
  return {
    row: { ...row, ...after },
    created_token: token.reveal(),
    ended: before.filter((one) => tokenState(one, now) === 'active').length,
  };
}

async function issueFirst(
  tx: Tx,
  rooms: TokenRooms,
  { id, name }: AccountRow,
  { body, caller, now }: RenewAsked,
): Promise<Renewed> {
  const order = { account: { id, name }, wanted: body ?? {}, caller, now };
  const { row, created_token } = await issueAccountToken(tx, rooms, order);
  return { row, created_token, ended: 0 };
}

function auditOf(account: AccountRow, { row, ended }: Renewed): AuditChange {
  return {
    action: 'service_account.renew',
    target: { kind: 'service_account', id: account.id, name: account.name },
    details: {
      parent_id: account.home_id,
      parent_name: account.home_name,
      token_id: row.id,
      tokens_ended: ended,
    },
  };
}
