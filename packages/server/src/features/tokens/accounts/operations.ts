import type { Plane } from '../../../plane/plane.ts';
import type { Covers } from '../../../request/covers.ts';
import type { Storage } from '../../../storage/storage.ts';
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
import { getAccountTokenOperation, listAccountTokensOperation } from './read-account-tokens.ts';
import { renewAccountOperation } from './renew-account.ts';
import { renewAccountTokenOperation } from './renew-account-token.ts';

/** The operations of service accounts' tokens, and of bots' as Platz has them. */
export function accountTokenOperations(plane: Plane, storage: Storage, covers: Covers) {
  return {
    listServiceAccountTokens: listAccountTokensOperation(plane),
    createServiceAccountToken: createAccountTokenOperation(plane, covers),
    getServiceAccountToken: getAccountTokenOperation(plane),
    updateServiceAccountToken: updateAccountTokenOperation(plane),
    revokeServiceAccountToken: revokeAccountTokenOperation(plane),
    renewServiceAccountToken: renewAccountTokenOperation(plane, storage, covers),
    renewServiceAccount: renewAccountOperation(plane, storage, covers),
    deleteServiceAccountToken: deleteAccountTokenOperation(),
    listBotTokens: listBotTokensOperation(),
    createBotToken: createBotTokenOperation(covers),
    getBotToken: getBotTokenOperation(),
    deleteBotToken: deleteBotTokenOperation(),
  };
}
