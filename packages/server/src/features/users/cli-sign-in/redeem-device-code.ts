import { endpoints } from '@keywright/contract';
import { digestOf, Secret } from '../../../plane/secret.ts';
import { changeOperation, ownRecord, type RefusedChange } from '../../../request/operation.ts';
import type { SecretDigest } from '../../../storage/schema-columns.ts';
import type { Tx } from '../../../storage/storage.ts';
import { deviceStateAt, pollAt } from './device-state.ts';
import { oauthProblem } from './oauth-problem.ts';
import { endReused, openTerminal } from './open-terminal.ts';
import { type DeviceRow, lockByDeviceCode, notePoll, useDeviceCode } from './queries.ts';
import type { ProgramSignInRooms } from './rooms.ts';

/** The program asks whether it was let in. */
export const redeemDeviceCodeOperation = ({ jwts }: ProgramSignInRooms) =>
  changeOperation(endpoints.redeemDeviceCode, {
    async run(tx, asked) {
      const { body, now } = asked;
      const code = digestOf(new Secret(body.device_code));
      const row = await lockByDeviceCode(tx, code);
      if (!row) throw oauthProblem('invalid_grant');
      const state = deviceStateAt(row, now);
      switch (state.is) {
        case 'used':
          return endReused(tx, state.by, now);
        case 'refused':
          throw oauthProblem('access_denied');
        case 'expired':
          throw oauthProblem('expired_token');
        case 'waiting':
          return tellToWait(tx, code, row, now);
        case 'approved': {
          const { id, changed } = await openTerminal(tx, row, jwts, asked);
          await useDeviceCode(tx, code, id);
          return changed;
        }
        default:
          throw state satisfies never;
      }
    },
  });

async function tellToWait(
  tx: Tx,
  code: SecretDigest,
  row: DeviceRow,
  now: number,
): Promise<RefusedChange> {
  const { isTooSoon, interval_ms } = pollAt(row, now);
  await notePoll(tx, code, { polled_at: now, interval_ms });
  const refusal = oauthProblem(isTooSoon ? 'slow_down' : 'authorization_pending');
  return { refusal, audit: ownRecord };
}
