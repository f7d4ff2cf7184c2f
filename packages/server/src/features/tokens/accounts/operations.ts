import type { TokenRooms } from '../rooms.ts';
import {
  createBotTokenOperation,
  deleteBotTokenOperation,
  getBotTokenOperation,
  listBotTokensOperation,
} from './bot-tokens.ts';
import {
  deleteAccountTokenOperation,
  revokeAccountTokenOperation,
  updateAccountTokenOperation,
} from './change-account-token.ts';
import { createAccountTokenOperation } from './create-account-token.ts';
import {
  regenerateAccountTokenOperation,
  renewAccountTokenOperation,
  rotateAccountTokenOperation,
} from './give-secret.ts';
import { getAccountTokenOperation, listAccountTokensOperation } from './read-account-tokens.ts';
import { renewAccountOperation } from './renew-account.ts';

/** The operations of service accounts' tokens, and of bots' as Platz has them. */
export function accountTokenOperations(rooms: TokenRooms) {
  const { plane } = rooms;
  return {
    listServiceAccountTokens: listAccountTokensOperation(plane),
    createServiceAccountToken: createAccountTokenOperation(rooms),
    getServiceAccountToken: getAccountTokenOperation(plane),
    updateServiceAccountToken: updateAccountTokenOperation(plane),
    revokeServiceAccountToken: revokeAccountTokenOperation(plane),
    regenerateServiceAccountToken: regenerateAccountTokenOperation(rooms),
    rotateServiceAccountToken: rotateAccountTokenOperation(rooms),
    renewServiceAccountToken: renewAccountTokenOperation(rooms),
    renewServiceAccount: renewAccountOperation(rooms),
    deleteServiceAccountToken: deleteAccountTokenOperation(),
    listBotTokens: listBotTokensOperation(),
    createBotToken: createBotTokenOperation(rooms),
    getBotToken: getBotTokenOperation(),
    deleteBotToken: deleteBotTokenOperation(),
  };
}
