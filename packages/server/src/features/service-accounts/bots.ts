import { endpoints, siteId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import { changeOperation, readOperation, unchanged } from '../../request/operation.ts';
import { paged } from '../../request/paging.ts';
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

const ifOfSite = (row: AccountRow | undefined) =>
  row?.home_id === siteId ? { row, resource: ofSite, visible: true } : undefined;

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
    target: async (db, { params }) => ifOfSite(await readAccount(db, params.id)),
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
    async target(tx, { params, body }) {
      const isRenamed = typeof body.display_name === 'string';
      return ifOfSite(await lockForChange(tx, handedIn, params.id, isRenamed));
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
    target: async (tx, { params }) => ifOfSite(await lockAccount(tx, params.id)),
    async run(tx, { now }, row) {
      return { output: undefined, audit: await deleteAccount(tx, handedIn, row, now) };
    },
  });
