import { decideCliSignInOperation } from './decide-cli-sign-in.ts';
import { decideDeviceSignInOperation } from './decide-device-sign-in.ts';
import { findDeviceSignInOperation } from './find-device-sign-in.ts';
import { redeemCliCodeOperation } from './redeem-cli-code.ts';
import { redeemDeviceCodeOperation } from './redeem-device-code.ts';
import type { ProgramSignInRooms } from './rooms.ts';
import { startDeviceSignInOperation } from './start-device-sign-in.ts';

/** How people sign programs in, by the names of the endpoints. */
export const programSignInOperations = (rooms: ProgramSignInRooms) => ({
  decideCliSignIn: decideCliSignInOperation(),
  redeemCliCode: redeemCliCodeOperation(rooms),
  startDeviceSignIn: startDeviceSignInOperation(rooms),
  findDeviceSignIn: findDeviceSignInOperation(rooms),
  decideDeviceSignIn: decideDeviceSignInOperation(rooms),
  redeemDeviceCode: redeemDeviceCodeOperation(rooms),
});
