import { endpoints } from '@keywright/contract';
import { digestOf, Secret } from '../../../plane/secret.ts';
import { changeOperation } from '../../../request/operation.ts';
import { decided, deciderOf } from './decided-by.ts';
import { decideDevice, lockByUserCode } from './queries.ts';
import type { ProgramSignInRooms } from './rooms.ts';
import { countLookUp, waiting } from './waiting-device.ts';

/** A person lets the program in, or refuses it; it hears of that with its next poll. */
export const decideDeviceSignInOperation = ({ countGuess }: ProgramSignInRooms) =>
  changeOperation(endpoints.decideDeviceSignIn, {
    async prepare(asked) {
      // No token decides: it is refused below, after what is said to scoped ones, and has looked up nothing.
      if (asked.caller.credential.kind === 'session') countLookUp(countGuess, asked);
    },
    async run(tx, { body, caller, now }) {
      const decider = deciderOf(caller);
      const code = digestOf(new Secret(body.user_code));
      const { device_name, address } = waiting(await lockByUserCode(tx, code), now);
      const { userId, session } = decider;
      await decideDevice(tx, code, { decision: body.decision, userId, by: session });
      const asked = { device_name, by: 'device_code', asked_from: address } as const;
      return { output: undefined, audit: decided(decider, body.decision, asked) };
    },
  });
