import { endpoints } from '@keywright/contract';
import { readOperation } from '../../../request/operation.ts';
import { programSignInOperations } from '../cli-sign-in/operations.ts';
import { apiCallbackPaths, apiSignIns } from './api-sign-in.ts';
import { browserCallbackPath, browserSignIn } from './browser-sign-in.ts';
import { browserSignInCallback } from './browser-sign-in-callback.ts';
import { type SignInRooms, signInKeys } from './rooms.ts';

/** The addresses on this site to register at the provider. */
export const callbackPaths: readonly string[] = [
  browserCallbackPath,
  ...Object.values(apiCallbackPaths),
];

/** All operations by which people sign in, by the names of their endpoints. */
export function signInOperations(rooms: SignInRooms) {
  const keys = signInKeys(rooms.key);
  const options = { provider_name: rooms.providerName, is_development: rooms.isDevelopment };
  return {
    signInOptions: readOperation(endpoints.signInOptions, { run: async () => options }),
    ...apiSignIns(rooms, keys),
    ...programSignInOperations(rooms),
    browserSignIn: browserSignIn(rooms, keys),
    browserSignInCallback: browserSignInCallback(rooms, keys),
  };
}

export type SignInOperations = ReturnType<typeof signInOperations>;
