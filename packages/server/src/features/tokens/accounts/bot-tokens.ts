import { endpoints, siteId } from '@keywright/contract';
import { onSite } from '../../../plane/decide.ts';
import type { Caller } from '../../../plane/principal.ts';
import { refuseBeyondOneself } from '../../../request/covers.ts';
import { changeOperation, readOperation, type Target } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import type { TokenRooms } from '../rooms.ts';
import { accountTarget, accountTokenTarget } from './account-target.ts';
import { endAccountToken } from './change-account-token.ts';
import { issueAccountToken } from './create-account-token.ts';
import { presentBotToken } from './present-account-token.ts';
import {
  type AccountRow,
  type AccountTokenRow,
  countBotTokens,
  type Homed,
  holdAccount,
  listBotTokens,
  lockAccountToken,
  readAccountToken,
} from './queries.ts';

/** Tokens of the site's own accounts, as Platz has them; that there are any is no secret. */
const ofSite = onSite('service_account_token', null);

const isOfSite = <Row extends Homed>(row: Row | undefined): row is Row => row?.home_id === siteId;

/** People look bots up to choose one, so they know them; an account does not learn which others there are. */
function botTarget(row: AccountRow | undefined, caller: Caller): Target<AccountRow> | undefined {
  if (!isOfSite(row)) return undefined;
  const target = accountTarget(row, caller);
  return { ...target, visible: caller.principal.kind === 'user' || (target.visible ?? false) };
}

const botTokenTarget = (row: AccountTokenRow | undefined, caller: Caller) =>
  isOfSite(row) ? accountTokenTarget(row, caller) : undefined;

export const listBotTokensOperation = () =>
  readOperation(endpoints.listBotTokens, {
    target: async () => ({ row: undefined, resource: ofSite, visible: true }),
    async run(db, { query }) {
      const { slice, answer } = paged(query);
      const rows = await listBotTokens(db, query, slice);
      return answer(rows.map(presentBotToken), await countBotTokens(db, query));
    },
  });

export const getBotTokenOperation = () =>
  readOperation(endpoints.getBotToken, {
    target: async (db, { params, caller }) =>
      botTokenTarget(await readAccountToken(db, params.id), caller),
    run: async (_, __, row) => presentBotToken(row),
  });

export const createBotTokenOperation = (rooms: TokenRooms) =>
  changeOperation(endpoints.createBotToken, {
    target: async (tx, { body, caller }) => botTarget(await holdAccount(tx, body.bot_id), caller),
    async run(tx, { caller, now }, { id, name }) {
      await refuseBeyondOneself(rooms.covers, tx, { caller, now }, id);
      const order = { account: { id, name }, wanted: {}, caller, now };
      const { row, created_token, audit } = await issueAccountToken(tx, rooms, order);
      return { output: { ...presentBotToken(row), created_token }, audit };
    },
  });

export const deleteBotTokenOperation = () =>
  changeOperation(endpoints.deleteBotToken, {
    changesCredentials: true,
    target: async (tx, { params, caller }) =>
      botTokenTarget(await lockAccountToken(tx, params.id), caller),
    run: (tx, { now }, row) => endAccountToken(tx, row, now),
  });
