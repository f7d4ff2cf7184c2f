import {
  deleteTokenOperation,
  revokeTokenOperation,
  updateTokenOperation,
} from './change-token.ts';
import { createTokenOperation } from './create-token.ts';
import { deleteTokensOperation } from './delete-tokens.ts';
import {
  regenerateTokenOperation,
  renewTokenOperation,
  rotateTokenOperation,
} from './give-secret.ts';
import { getTokenOperation, listTokensOperation } from './read-tokens.ts';
import type { TokenRooms } from './rooms.ts';

/** The operations of people's tokens. */
export function userTokenOperations(rooms: TokenRooms) {
  const { plane } = rooms;
  return {
    listUserTokens: listTokensOperation(plane),
    createUserToken: createTokenOperation(rooms),
    getUserToken: getTokenOperation(plane),
    updateUserToken: updateTokenOperation(plane),
    revokeUserToken: revokeTokenOperation(plane),
    renewUserToken: renewTokenOperation(rooms),
    regenerateUserToken: regenerateTokenOperation(rooms),
    rotateUserToken: rotateTokenOperation(rooms),
    deleteUserToken: deleteTokenOperation(),
    deleteUserTokens: deleteTokensOperation(),
  };
}
