import { endpoints } from '@keywright/contract';
import { digestOf, type Secret } from '../../../plane/secret.ts';
import { changeOperation, ownRecord } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import { makeCode, makeUserCode } from './codes.ts';
import { deviceLifetimeMs, pollIntervalMs } from './device-state.ts';
import { addDeviceSignIn, type NewDeviceSignIn, pruneDeviceSignIns } from './queries.ts';
import { keptLongerMs, type ProgramSignInRooms } from './rooms.ts';

/** More than one is needed about never: there are 25,600,000,000 user codes. */
const mostTries = 5;

/** A program asks for a code. Nobody has done anything yet that the record could name; what they decide is on it. */
export const startDeviceSignInOperation = ({ url }: ProgramSignInRooms) =>
  changeOperation(endpoints.startDeviceSignIn, {
    async run(tx, { body, origin, now }) {
      await pruneDeviceSignIns(tx, now - keptLongerMs);
      const deviceCode = makeCode();
      const userCode = await addWithFreeCode(tx, {
        deviceCode: digestOf(deviceCode),
        device_name: body.device_name,
        address: origin.address,
        user_agent: origin.userAgent,
        created_at: now,
        expires_at: now + deviceLifetimeMs,
        interval_ms: pollIntervalMs,
      });
      const user_code = userCode.reveal();
      const output = {
        device_code: deviceCode.reveal(),
        user_code,
        verification_uri: `${url}/device`,
        verification_uri_complete: `${url}/device?user_code=${user_code}`,
        expires_in: deviceLifetimeMs / 1000,
        interval: pollIntervalMs / 1000,
      };
      return { output, audit: ownRecord };
    },
  });

async function addWithFreeCode(tx: Tx, row: Omit<NewDeviceSignIn, 'userCode'>): Promise<Secret> {
  for (let tries = 0; tries < mostTries; tries++) {
    const userCode = makeUserCode();
    if (await addDeviceSignIn(tx, { ...row, userCode: digestOf(userCode) })) return userCode;
  }
  throw new Error('No free user code was found.');
}
