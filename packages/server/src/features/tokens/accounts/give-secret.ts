import {
  type CreatedServiceAccountToken,
  endpoints,
  type ServiceAccountTokenId,
} from '@keywright/contract';
import type { Caller } from '../../../plane/principal.ts';
import { refuseBeyondOneself } from '../../../request/covers.ts';
import { changeOperation } from '../../../request/operation.ts';
import { wireTime, wireTimeOrNull } from '../../../request/time.ts';
import type { Tx } from '../../../storage/storage.ts';
import { proofOf } from '../life/queries.ts';
import { type Given, type Rebirth, regenerate, renew } from '../life/renew.ts';
import { rotate } from '../life/rotate.ts';
import type { TokenRooms } from '../rooms.ts';
import {
  accountTokenTarget,
  auditTarget,
  onlyItself,
  ownerDetails,
  subjectOf,
  tokenPlace,
} from './account-target.ts';
import { presentAccountToken } from './present-account-token.ts';
import { type AccountTokenRow, lockAccountToken } from './queries.ts';

interface Asking<Body> {
  readonly params: { readonly id: ServiceAccountTokenId };
  readonly body: Body;
  readonly caller: Caller;
  readonly now: number;
}

/** A new secret for the same token, and the old one dead now. */
export const renewAccountTokenOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.renewServiceAccountToken, {
    ...ofToken(rooms),
    target: lockedTarget,
    async run(tx, asked, row, before) {
      const given = await renew(
        tx,
        rooms.endByPolicy,
        await orderOf(tx, rooms, asked, row, before),
      );
      return {
        output: await shown(tx, rooms, asked, { row, given }),
        audit: { action: 'service_account_token.renew', ...recorded(row, given) },
      };
    },
  });

/** A new secret for a token that was over. */
export const regenerateAccountTokenOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.regenerateServiceAccountToken, {
    ...ofToken(rooms),
    target: lockedTarget,
    async run(tx, asked, row, before) {
      const order = await orderOf(tx, rooms, asked, row, before);
      const given = await regenerate(tx, rooms.endByPolicy, order);
      return {
        output: await shown(tx, rooms, asked, { row, given }),
        audit: { action: 'service_account_token.regenerate', ...recorded(row, given) },
      };
    },
  });

/** A new secret now, while the old one works for a while. Any token may rotate itself. */
export const rotateAccountTokenOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.rotateServiceAccountToken, {
    ...ofToken(rooms),
    async target(tx, asked) {
      const target = await lockedTarget(tx, asked);
      return target && onlyItself(target, asked.caller);
    },
    async run(tx, asked, row, before) {
      const order = await orderOf(tx, rooms, asked, row, before);
      const rights = await rooms.plane.rights(tx, asked.caller, [tokenPlace(row)]);
      const isByItself = !rights.may('service_account_token.renew', tokenPlace(row));
      const rotation = { ...order, asked: asked.body, isByItself };
      const given = await rotate(tx, rooms.endByPolicy, rotation);
      const { target, details } = recorded(row, given);
      const rotation_ends_at = wireTime(given.oldEndsAt);
      return {
        output: await shown(tx, rooms, asked, { row, given }),
        audit: {
          action: 'service_account_token.rotate',
          target,
          details: { ...details, rotation_ends_at },
        },
      };
    },
  });

const ofToken = ({ storage }: TokenRooms) =>
  ({
    changesCredentials: true,
    prepare: ({ params }: Pick<Asking<unknown>, 'params'>) =>
      storage.read((db) => proofOf(db, params.id)),
  }) as const;

async function lockedTarget(
  tx: Tx,
  { params, caller }: Pick<Asking<unknown>, 'params' | 'caller'>,
) {
  const row = await lockAccountToken(tx, params.id);
  return row && accountTokenTarget(row, caller);
}

async function orderOf(
  tx: Tx,
  { covers }: TokenRooms,
  { body, caller, now }: Asking<Rebirth['asked']>,
  row: AccountTokenRow,
  before: Rebirth['before'],
): Promise<Rebirth> {
  await refuseBeyondOneself(covers, tx, { caller, now }, row.service_account_id);
  return { subject: subjectOf(row), asked: body, before, now };
}

async function shown(
  tx: Tx,
  { plane }: TokenRooms,
  { caller, now }: Asking<unknown>,
  { row, given }: { row: AccountTokenRow; given: Given },
): Promise<CreatedServiceAccountToken> {
  const rights = await plane.rights(tx, caller, [tokenPlace(row)]);
  const after = { ...row, ...given.after };
  return {
    ...presentAccountToken(rights, caller, after, now),
    created_token: given.token.reveal(),
  };
}

const recorded = (row: AccountTokenRow, { after }: Given) => ({
  target: auditTarget(row),
  details: { ...ownerDetails(row), expires_at: wireTimeOrNull(after.expires_at) },
});
