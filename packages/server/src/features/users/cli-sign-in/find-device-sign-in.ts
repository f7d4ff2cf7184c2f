import { endpoints } from '@keywright/contract';
import { digestOf, Secret } from '../../../plane/secret.ts';
import { readOperation } from '../../../request/operation.ts';
import { wireTime } from '../../../request/time.ts';
import { deciderOf } from './decided-by.ts';
import { readByUserCode } from './queries.ts';
import type { ProgramSignInRooms } from './rooms.ts';
import { countLookUp, waiting } from './waiting-device.ts';

/** What asks with a user code, for who is to decide. */
export const findDeviceSignInOperation = ({ countGuess }: ProgramSignInRooms) =>
  readOperation(endpoints.findDeviceSignIn, {
    async prepare(asked) {
      if (asked.caller.credential.kind === 'session') countLookUp(countGuess, asked);
    },
    async run(db, { body, caller, origin, now }) {
      deciderOf(caller);
      const row = waiting(await readByUserCode(db, digestOf(new Secret(body.user_code))), now);
      return {
        user_code: body.user_code,
        device_name: row.device_name,
        address: row.address,
        is_own_address: row.address !== null && row.address === origin.address,
        user_agent: row.user_agent,
        created_at: wireTime(row.created_at),
        expires_at: wireTime(row.expires_at),
      };
    },
  });
