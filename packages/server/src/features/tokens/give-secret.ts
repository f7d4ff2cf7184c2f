import { type CreatedUserToken, endpoints, type UserTokenId } from '@keywright/contract';
import { isScoped } from '../../plane/held-scopes.ts';
import type { Caller } from '../../plane/principal.ts';
import { changeOperation } from '../../request/operation.ts';
import { wireTime, wireTimeOrNull } from '../../request/time.ts';
import type { Tx } from '../../storage/storage.ts';
import { refuseStrongerOwner } from './for-another.ts';
import { proofOf } from './life/queries.ts';
import { type Given, type Rebirth, regenerate, renew } from './life/renew.ts';
import { rotate } from './life/rotate.ts';
import { presentToken } from './present-token.ts';
import { lockToken, type TokenRow } from './queries.ts';
import type { TokenRooms } from './rooms.ts';
import { auditTarget, ownerDetails, subjectOf, tokenTarget } from './token-target.ts';

interface Asking<Body> {
  readonly params: { readonly id: UserTokenId };
  readonly body: Body;
  readonly caller: Caller;
  readonly now: number;
}

/** A new secret now, and the old one dead now. */
export const renewTokenOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.renewUserToken, {
    ...ofToken(rooms),
    async run(tx, asked, row, before) {
      const given = await renew(
        tx,
        rooms.endByPolicy,
        await orderOf(tx, rooms, asked, row, before),
      );
      return {
        output: await shown(tx, rooms, asked, { row, given }),
        audit: { action: 'user_token.renew', ...recorded(row, given) },
      };
    },
  });

/** A new secret for a token that was over. */
export const regenerateTokenOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.regenerateUserToken, {
    ...ofToken(rooms),
    async run(tx, asked, row, before) {
      const order = await orderOf(tx, rooms, asked, row, before);
      const given = await regenerate(tx, rooms.endByPolicy, order);
      return {
        output: await shown(tx, rooms, asked, { row, given }),
        audit: { action: 'user_token.regenerate', ...recorded(row, given) },
      };
    },
  });

/** A new secret now, while the old one works for a while. */
export const rotateTokenOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.rotateUserToken, {
    ...ofToken(rooms),
    async run(tx, asked, row, before) {
      const order = await orderOf(tx, rooms, asked, row, before);
      // A full token of a person makes others as it likes.
      const isByItself = isScoped(asked.caller.credential);
      const rotation = { ...order, asked: asked.body, isByItself };
      const given = await rotate(tx, rooms.endByPolicy, rotation);
      const { target, details } = recorded(row, given);
      const rotation_ends_at = wireTime(given.oldEndsAt);
      return {
        output: await shown(tx, rooms, asked, { row, given }),
        audit: { action: 'user_token.rotate', target, details: { ...details, rotation_ends_at } },
      };
    },
  });

const ofToken = ({ storage }: TokenRooms) =>
  ({
    changesCredentials: true,
    prepare: ({ params }: Pick<Asking<unknown>, 'params'>) =>
      storage.read((db) => proofOf(db, params.id)),
    async target(tx: Tx, { params }: Pick<Asking<unknown>, 'params'>) {
      const row = await lockToken(tx, params.id);
      return row && tokenTarget(row);
    },
  }) as const;

async function orderOf(
  tx: Tx,
  { covers }: TokenRooms,
  { body, caller, now }: Asking<Rebirth['asked']>,
  row: TokenRow,
  before: Rebirth['before'],
): Promise<Rebirth> {
  await refuseStrongerOwner(covers, tx, { caller, now }, row.user_id);
  return { subject: subjectOf(row), asked: body, before, now };
}

async function shown(
  tx: Tx,
  { plane }: TokenRooms,
  { caller, now }: Asking<unknown>,
  { row, given }: { row: TokenRow; given: Given },
): Promise<CreatedUserToken> {
  const rights = await plane.rights(tx, caller, [tokenTarget(row).resource]);
  const after = { ...row, ...given.after };
  return {
    ...presentToken(rights, caller, after, now),
    created_token: given.token.reveal(),
  };
}

const recorded = (row: TokenRow, { after }: Given) => ({
  target: auditTarget(row),
  details: { ...ownerDetails(row), expires_at: wireTimeOrNull(after.expires_at) },
});
