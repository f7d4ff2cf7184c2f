import type { Plane } from '../../plane/plane.ts';
import {
  createBotOperation,
  deleteBotOperation,
  getBotOperation,
  listBotsOperation,
  updateBotOperation,
} from './bots.ts';
import { createAccountOperation } from './create-account.ts';
import { deleteAccountOperation } from './delete-account.ts';
import type { HandedIn } from './handed-in.ts';
import { getAccountOperation, listAccountsOperation } from './read-accounts.ts';
import { updateAccountOperation } from './update-account.ts';

/** The operations of service accounts, and of bots as Platz has them. */
export function serviceAccountOperations(plane: Plane, handedIn: HandedIn) {
  return {
    listServiceAccounts: listAccountsOperation(plane),
    createServiceAccount: createAccountOperation(plane, handedIn),
    getServiceAccount: getAccountOperation(plane),
    updateServiceAccount: updateAccountOperation(plane, handedIn),
    deleteServiceAccount: deleteAccountOperation(handedIn),
    listBots: listBotsOperation(),
    createBot: createBotOperation(handedIn),
    getBot: getBotOperation(),
    updateBot: updateBotOperation(handedIn),
    deleteBot: deleteBotOperation(handedIn),
  };
}
