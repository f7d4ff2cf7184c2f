import { endpoints, siteId } from '@keywright/contract';
import { onSite } from '../../../plane/decide.ts';
import { changeOperation, readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import { type Covers, refuseBeyondOneself } from '../covers.ts';
import { endAccountToken } from './change-account-token.ts';
import { issueAccountToken } from './create-account-token.ts';
import { presentBotToken } from './present-account-token.ts';
import {
  countBotTokens,
  type Homed,
  holdAccount,
  listBotTokens,
  lockAccountToken,
  readAccountToken,
} from './queries.ts';

/** Tokens of the site's own accounts, as Platz has them; that there are any is no secret. */
const ofSite = onSite('service_account_token', null);

const ifOfSite = <Row extends Homed>(row: Row | undefined) =>
  row?.home_id === siteId ? { row, resource: ofSite, visible: true } : undefined;

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
    target: async (db, { params }) => ifOfSite(await readAccountToken(db, params.id)),
    run: async (_, __, row) => presentBotToken(row),
  });

export const createBotTokenOperation = (covers: Covers) =>
  changeOperation(endpoints.createBotToken, {
    target: async (tx, { body }) => ifOfSite(await holdAccount(tx, body.bot_id)),
    async run(tx, { caller, now }, { id, name }) {
      await refuseBeyondOneself(covers, tx, { caller, now }, id);
      const order = { account: { id, name }, wanted: {}, caller, now };
      const { row, created_token, audit } = await issueAccountToken(tx, order);
      return { output: { ...presentBotToken(row), created_token }, audit };
    },
  });

export const deleteBotTokenOperation = () =>
  changeOperation(endpoints.deleteBotToken, {
    changesCredentials: true,
    target: async (tx, { params }) => ifOfSite(await lockAccountToken(tx, params.id)),
    run: (tx, { now }, row) => endAccountToken(tx, row, now),
  });
