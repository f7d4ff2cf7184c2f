import type {
  PrincipalId,
  PrincipalKind,
  ResourceId,
  ResourceType,
  ServiceAccountId,
  ServiceAccountState,
} from '@keywright/contract';
import { sql } from 'kysely';
import type { Slice } from '../../request/paging.ts';
import { inReach, type Reach, underReach } from '../../storage/reach.ts';
import type { Db, Tx } from '../../storage/storage.ts';
import {
  containsText,
  countInTextIndex,
  fold,
  type SearchBy,
  searchBy,
  siblingKey,
  wholeIdIn,
} from '../../storage/text-search.ts';

/** Those that were not deleted, with where each is at home. */
function accounts(db: Db) {
  return db
    .selectFrom('service_accounts')
    .innerJoin('resources as home', 'home.id', 'service_accounts.home_id')
    .select([
      'service_accounts.id',
      'service_accounts.name',
      'service_accounts.description',
      'service_accounts.is_enabled',
      'service_accounts.expires_at',
      'service_accounts.created_at',
      'service_accounts.deleted_at',
      'service_accounts.created_by_id',
      'service_accounts.created_by_name',
      'home.id as home_id',
      'home.type as home_type',
      'home.name as home_name',
      'home.organization_id',
      'home.project_id',
      'home.env_id',
      'home.kind_id',
    ]);
}

export type AccountRow = NonNullable<Awaited<ReturnType<typeof readAccount>>>;

export function readAccount(db: Db, id: ServiceAccountId) {
  return accounts(db).where('service_accounts.id', '=', id).executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export function lockAccount(tx: Tx, id: ServiceAccountId) {
  return accounts(tx)
    .where('service_accounts.id', '=', id)
    .forUpdate('service_accounts')
    .executeTakeFirst();
}

export interface AccountQuestion {
  readonly reach: Reach;
  readonly home_id?: ResourceId | undefined;
  /** Contained in the name. */
  readonly name?: string | undefined;
  /** The same, or the whole id. */
  readonly search?: string | undefined;
  readonly state?: ServiceAccountState | undefined;
  readonly now: number;
}

const named = { table: 'service_accounts', columns: ['name_key'] } as const;

/** What names are searched for; empty: nothing in particular. */
const textIn = ({ name, search }: AccountQuestion): string =>
  name ?? (wholeIdIn(search) === undefined ? (search ?? '') : '');

/** Of one home there are few enough to read the name of each. */
const searchedBy = ({ home_id }: AccountQuestion, by: SearchBy): SearchBy =>
  home_id === undefined ? by : 'rows';

function matching(db: Db, question: AccountQuestion, by: SearchBy) {
  const { reach, home_id, state, now } = question;
  const id = wholeIdIn<ServiceAccountId>(question.search);
  const text = textIn(question);
  const isNarrowed = home_id !== undefined || id !== undefined || text !== '';
  return db
    .selectFrom('service_accounts')
    .innerJoin('resources as home', 'home.id', 'service_accounts.home_id')
    .where('service_accounts.deleted_at', 'is', null)
    .where(isNarrowed ? inReach(reach, 'home') : underReach(reach, homeColumns))
    .$if(home_id !== undefined, (q) =>
      q.where('service_accounts.home_id', '=', home_id as ResourceId),
    )
    .$if(id !== undefined, (q) => q.where('service_accounts.id', '=', id as ServiceAccountId))
    .$if(text !== '', (q) =>
      q.where(containsText(db.engine, named, text, searchedBy(question, by))),
    )
    .$if(state === 'disabled', (q) => q.where('service_accounts.is_enabled', '=', 0))
    .$if(state === 'expired', (q) =>
      q
        .where('service_accounts.is_enabled', '=', 1)
        .where('service_accounts.expires_at', '<=', now),
    )
    .$if(state === 'enabled', (q) =>
      q
        .where('service_accounts.is_enabled', '=', 1)
        .where((eb) =>
          eb.or([
            eb('service_accounts.expires_at', 'is', null),
            eb('service_accounts.expires_at', '>', now),
          ]),
        ),
    );
}

const homeColumns = {
  organization: 'home.organization_id',
  project: 'home.project_id',
  self: 'home.id',
} as const;

/** By name. `total`: how many there are, by `countAccounts`. */
export function listAccounts(
  db: Db,
  question: AccountQuestion,
  slice: Slice,
  total: number,
): Promise<AccountRow[]> {
  // The page is cut on indexes alone; only its rows are then read.
  const page = matching(db, question, searchBy(total, slice))
    .select('service_accounts.id')
    .orderBy('service_accounts.name_key')
    .orderBy('service_accounts.id')
    .limit(slice.limit)
    .offset(slice.offset);
  return accounts(db)
    .where('service_accounts.id', 'in', page)
    .orderBy('service_accounts.name_key')
    .orderBy('service_accounts.id')
    .execute();
}

export async function countAccounts(db: Db, question: AccountQuestion): Promise<number> {
  const { reach, home_id, state } = question;
  const text = textIn(question);
  const isUnfiltered = reach.kind === 'everything' && home_id === undefined && !state;
  if (isUnfiltered && text !== '') {
    const found = await countInTextIndex(db, named, text);
    if (found !== undefined) return found;
  }
  const row = await matching(db, question, 'index')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many active tokens each of these accounts has; none are left out. */
export function activeTokensOf(db: Db, ids: readonly ServiceAccountId[], now: number) {
  return db
    .selectFrom('tokens')
    .select((eb) => ['service_account_id as id', eb.fn.countAll<number>().as('count')])
    .where('service_account_id', 'in', ids)
    .where('deleted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .groupBy('service_account_id')
    .execute();
}

/** How many grants each of these accounts has; none are left out. */
export function grantCountsOf(db: Db, ids: readonly ServiceAccountId[]) {
  return db
    .selectFrom('grants')
    .select((eb) => ['principal_id as id', eb.fn.countAll<number>().as('count')])
    .where('principal_id', 'in', ids)
    .groupBy('principal_id')
    .execute();
}

/** The last use of any token of each of these accounts; those never used are left out. */
export function lastUsesOf(db: Db, ids: readonly ServiceAccountId[]) {
  const uses = db
    .selectFrom('tokens')
    .innerJoin('credential_usage as used', 'used.credential_id', 'tokens.id')
    .select([
      'tokens.service_account_id as id',
      'used.last_used_at',
      'used.address',
      'used.user_agent',
      sql<number>`row_number() over (partition by tokens.service_account_id
        order by used.last_used_at desc, tokens.id)`.as('place'),
    ])
    .where('tokens.service_account_id', 'in', ids)
    .where('tokens.deleted_at', 'is', null);
  return db
    .selectFrom(uses.as('uses'))
    .select(['id', 'last_used_at', 'address', 'user_agent'])
    .where('place', '=', 1)
    .execute();
}

export interface NewAccount {
  readonly id: ServiceAccountId;
  readonly name: string;
  readonly description: string;
  readonly homeId: ResourceId;
  readonly expiresAt: number | null;
  readonly createdAt: number;
  readonly createdBy: {
    readonly kind: PrincipalKind;
    readonly id: PrincipalId;
    readonly name: string;
  };
}

/** False where another one at home there has that name. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const rows = await tx
    .insertInto('service_accounts')
    .values({
      id: account.id,
      name: account.name,
      name_key: fold(account.name),
      sibling_key: siblingKey(account.name),
      description: account.description,
      home_id: account.homeId,
      is_enabled: 1,
      expires_at: account.expiresAt,
      created_at: account.createdAt,
      deleted_at: null,
      created_by_kind: account.createdBy.kind,
      created_by_id: account.createdBy.id,
      created_by_name: account.createdBy.name,
    })
    .onConflict((conflict) =>
      conflict.columns(['home_id', 'sibling_key']).where('deleted_at', 'is', null).doNothing(),
    )
    .returning('id')
    .execute();
  return rows.length > 0;
}

/** The one at home there that has the name, or one that looks like it. */
export function accountNamed(db: Db, homeId: ResourceId, name: string) {
  return db
    .selectFrom('service_accounts')
    .select(['id', 'name'])
    .where('home_id', '=', homeId)
    .where('sibling_key', '=', siblingKey(name))
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

export type Settings = Pick<AccountRow, 'name' | 'description' | 'is_enabled' | 'expires_at'>;

export async function setAccount(tx: Tx, id: ServiceAccountId, to: Settings): Promise<void> {
  const { name, description, is_enabled, expires_at } = to;
  await tx
    .updateTable('service_accounts')
    .set({
      name,
      name_key: fold(name),
      sibling_key: siblingKey(name),
      description,
      is_enabled,
      expires_at,
    })
    .where('id', '=', id)
    .execute();
}

/** The row stays, so that the id is never another's and the record keeps its name. */
export async function retireAccounts(
  tx: Tx,
  ids: readonly ServiceAccountId[],
  now: number,
): Promise<void> {
  await tx
    .updateTable('service_accounts')
    .set({ deleted_at: now, home_id: null })
    .where('id', 'in', ids)
    .execute();
}

/** A node of the tree whose accounts are asked about, with those below it. */
export interface Root {
  readonly id: ResourceId;
  readonly type: ResourceType;
}

/** Whether accounts can be at home at such a node: elsewhere there are none to look for. */
const column = { organization: 'home.organization_id', project: 'home.project_id' } as const;

function within(db: Db, { id, type }: Root & { type: keyof typeof column }) {
  return db
    .selectFrom('service_accounts')
    .innerJoin('resources as home', 'home.id', 'service_accounts.home_id')
    .where(column[type as keyof typeof column], '=', id);
}

const isHome = (root: Root): root is Root & { type: keyof typeof column } => root.type in column;

/** Some of the accounts at home at the node or below it, locked. */
export async function lockSomeWithin(tx: Tx, root: Root, limit: number) {
  if (!isHome(root)) return [];
  return within(tx, root)
    .select(['service_accounts.id', 'service_accounts.name'])
    .orderBy('service_accounts.id')
    .limit(limit)
    .forUpdate('service_accounts')
    .execute();
}

export async function countWithin(db: Db, root: Root): Promise<number> {
  if (!isHome(root)) return 0;
  const row = await within(db, root)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Active tokens of all accounts at home at the node or below it. */
export async function countTokensWithin(db: Db, root: Root, now: number): Promise<number> {
  if (!isHome(root)) return 0;
  const row = await within(db, root)
    .innerJoin('tokens', 'tokens.service_account_id', 'service_accounts.id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tokens.deleted_at', 'is', null)
    .where('tokens.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('tokens.expires_at', 'is', null), eb('tokens.expires_at', '>', now)]))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The account at home at the node or below it that was used last. */
export async function lastUsedWithin(db: Db, root: Root) {
  if (!isHome(root)) return undefined;
  return within(db, root)
    .innerJoin('tokens', 'tokens.service_account_id', 'service_accounts.id')
    .innerJoin('credential_usage as used', 'used.credential_id', 'tokens.id')
    .select(['used.last_used_at as at', 'service_accounts.name'])
    .where('tokens.deleted_at', 'is', null)
    .orderBy('used.last_used_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
