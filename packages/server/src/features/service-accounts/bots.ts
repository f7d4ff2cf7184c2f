import { endpoints, siteId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import type { Caller } from '../../plane/principal.ts';
import { changeOperation, readOperation, type Target, unchanged } from '../../request/operation.ts';
import { paged } from '../../request/paging.ts';
import { accountTarget } from './account-target.ts';
import { addAccount } from './add-account.ts';
import { newAccountTarget } from './create-account.ts';
import { deleteAccount } from './delete-account.ts';
import type { HandedIn } from './handed-in.ts';
import { presentBot } from './present-account.ts';
import {
  type AccountRow,
  countAccounts,
  listAccounts,
  lockAccount,
  readAccount,
} from './queries.ts';
import { change, lockForChange } from './update-account.ts';

/** The site's own accounts, as Platz has them; that there are any is no secret. */
const ofSite = onSite('service_account', null);

/** People look bots up to choose one, so they know them; an account does not learn which others there are. */
function ifOfSite(row: AccountRow | undefined, caller: Caller): Target<AccountRow> | undefined {
  if (row?.home_id !== siteId) return undefined;
  const { visible = false } = accountTarget(row, caller);
  return { row, resource: ofSite, visible: caller.principal.kind === 'user' || visible };
}

export const listBotsOperation = () =>
  readOperation(endpoints.listBots, {
    target: async () => ({ row: undefined, resource: ofSite, visible: true }),
    async run(db, { query, now }) {
      const { slice, answer } = paged(query);
      const question = {
        reach: { kind: 'everything' },
        home_id: siteId,
        name: query.display_name,
        now,
      } as const;
      const total = await countAccounts(db, question);
      const rows = await listAccounts(db, question, slice, total);
      return answer(rows.map(presentBot), total);
    },
  });

export const getBotOperation = () =>
  readOperation(endpoints.getBot, {
    target: async (db, { params, caller }) => ifOfSite(await readAccount(db, params.id), caller),
    run: async (_, __, row) => presentBot(row),
  });

export const createBotOperation = ({ lockPath }: HandedIn) =>
  changeOperation(endpoints.createBot, {
    async target(tx) {
      const site = await lockPath(tx, siteId, 0);
      return site && newAccountTarget(site);
    },
    async run(tx, { body, caller, now }, home) {
      const order = {
        name: body.display_name,
        description: '',
        home,
        expiresAt: null,
        caller,
        now,
      };
      const { row, audit } = await addAccount(tx, order);
      return { output: presentBot(row), audit };
    },
  });

export const updateBotOperation = (handedIn: HandedIn) =>
  changeOperation(endpoints.updateBot, {
    changesCredentials: true,
    async target(tx, { params, body, caller }) {
      const isRenamed = typeof body.display_name === 'string';
      return ifOfSite(await lockForChange(tx, handedIn, params.id, isRenamed), caller);
    },
    async run(tx, { body }, row) {
      const to = { ...row, name: body.display_name ?? row.name };
      const audit = await change(tx, row, to);
      return { output: presentBot(to), audit: audit ?? unchanged };
    },
  });

export const deleteBotOperation = (handedIn: HandedIn) =>
  changeOperation(endpoints.deleteBot, {
    changesCredentials: true,
    target: async (tx, { params, caller }) => ifOfSite(await lockAccount(tx, params.id), caller),
    async run(tx, { now }, row) {
      return { output: undefined, audit: await deleteAccount(tx, handedIn, row, now) };
    },
  });
