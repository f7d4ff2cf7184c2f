import type { ServiceAccountId, SessionId, UserId } from '@keywright/contract';
import type { Slice } from '../../request/paging.ts';
import type { Flag } from '../../storage/schema-columns.ts';
import type { Db, Tx } from '../../storage/storage.ts';
import {
  containsText,
  countInTextIndex,
  fold,
  type SearchBy,
  searchBy,
} from '../../storage/text-search.ts';

const userColumns = [
  'users.id',
  'users.email',
  'users.display_name',
  'users.is_admin',
  'users.is_active',
  'users.created_at',
  'users.last_signed_in_at',
  'users.avatar_version',
] as const;

export type UserRow = NonNullable<Awaited<ReturnType<typeof readUser>>>;

export function readUser(db: Db, id: UserId) {
  return db.selectFrom('users').select(userColumns).where('id', '=', id).executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export function lockUser(tx: Tx, id: UserId) {
  return tx
    .selectFrom('users')
    .select(userColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** A service account as the caller of a request sees itself. */
export function readBot(db: Db, id: ServiceAccountId) {
  return db
    .selectFrom('service_accounts')
    .select(['id', 'name', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export interface UserFilters {
  readonly display_name?: string | undefined;
  readonly email?: string | undefined;
  readonly search?: string | undefined;
  readonly is_active?: boolean | undefined;
  readonly is_admin?: boolean | undefined;
}

const flagOf = (value: boolean): Flag => (value ? 1 : 0);

type SearchedColumns = readonly ('name_key' | 'email_key')[];

function matchingUsers(db: Db, filters: UserFilters, by?: SearchBy) {
  const { display_name, email, search, is_active, is_admin } = filters;
  const contains = (columns: SearchedColumns, text: string) =>
    containsText(db.engine, { table: 'users', columns }, text, by);
  return db
    .selectFrom('users')
    .$if(!!display_name, (q) => q.where(contains(['name_key'], display_name ?? '')))
    .$if(!!email, (q) => q.where(contains(['email_key'], email ?? '')))
    .$if(!!search, (q) => q.where(contains(['name_key', 'email_key'], search ?? '')))
    .$if(is_active !== undefined, (q) => q.where('is_active', '=', flagOf(is_active === true)))
    .$if(is_admin !== undefined, (q) => q.where('is_admin', '=', flagOf(is_admin === true)));
}

/** `total`: how many there are, by `countUsers`. */
export function listUsers(db: Db, filters: UserFilters, slice: Slice, total: number) {
  // The page is cut on the index alone; only its rows are then read.
  const page = matchingUsers(db, filters, searchBy(total, slice))
    .select('users.id')
    .orderBy('users.name_key')
    .orderBy('users.id')
    .limit(slice.limit)
    .offset(slice.offset);
  return db
    .selectFrom('users')
    .select(userColumns)
    .where('users.id', 'in', page)
    .orderBy('users.name_key')
    .orderBy('users.id')
    .execute();
}

export async function countUsers(db: Db, filters: UserFilters): Promise<number> {
  const { display_name, email, search, is_active, is_admin } = filters;
  const texts: [SearchedColumns, string | undefined][] = [
    [['name_key'], display_name],
    [['email_key'], email],
    [['name_key', 'email_key'], search],
  ];
  const [only, ...more] = texts.filter(([, text]) => !!text);
  if (only && more.length === 0 && is_active === undefined && is_admin === undefined) {
    const [columns, text] = only;
    const found = await countInTextIndex(db, { table: 'users', columns }, text ?? '');
    if (found !== undefined) return found;
  }
  const row = await matchingUsers(db, filters)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface NewUser {
  readonly id: UserId;
  readonly email: string;
  readonly displayName: string;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
  readonly createdAt: number;
}

/** Adds a person; undefined where the e-mail address is somebody's already. */
export function insertUser(tx: Tx, user: NewUser) {
  return tx
    .insertInto('users')
    .values({
      id: user.id,
      email: user.email,
      email_key: fold(user.email),
      display_name: user.displayName,
      name_key: fold(user.displayName),
      is_admin: flagOf(user.isAdmin),
      is_active: flagOf(user.isActive),
      created_at: user.createdAt,
      standing_set_at: null,
      last_signed_in_at: null,
      avatar_version: null,
    })
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .returning(userColumns)
    .executeTakeFirst();
}

/** What somebody decided about a person, at a time; from then on sign-in leaves it alone. */
export async function setStanding(
  tx: Tx,
  id: UserId,
  standing: { isAdmin: boolean; isActive: boolean },
  now: number,
): Promise<void> {
  await tx
    .updateTable('users')
    .set({
      is_admin: flagOf(standing.isAdmin),
      is_active: flagOf(standing.isActive),
      standing_set_at: now,
    })
    .where('id', '=', id)
    .execute();
}

export function userByEmail(db: Db, email: string) {
  return db
    .selectFrom('users')
    .select(userColumns)
    .where('email_key', '=', fold(email))
    .executeTakeFirst();
}

/** Sessions a person could still use. */
function openSessions(db: Db, userId: UserId, now: number) {
  return db
    .selectFrom('sessions')
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now);
}

export function listSessions(db: Db, userId: UserId, now: number, slice: Slice) {
  return openSessions(db, userId, now)
    .leftJoin('credential_usage', 'credential_usage.credential_id', 'sessions.id')
    .select([
      'sessions.id',
      'sessions.user_id',
      'sessions.via',
      'sessions.device_name',
      'sessions.created_at',
      'sessions.expires_at',
      'sessions.address as first_address',
      'sessions.user_agent as first_user_agent',
      'credential_usage.last_used_at',
      'credential_usage.address',
      'credential_usage.user_agent',
    ])
    .orderBy('sessions.created_at', 'desc')
    .orderBy('sessions.id', 'desc')
    .limit(slice.limit)
    .offset(slice.offset)
    .execute();
}

export type SessionRow = Awaited<ReturnType<typeof listSessions>>[number];

export async function countSessions(db: Db, userId: UserId, now: number): Promise<number> {
  const row = await openSessions(db, userId, now)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export type LockedSession = NonNullable<Awaited<ReturnType<typeof lockSession>>>;

/** A session with its owner's name, locked until the transaction ends. */
export function lockSession(tx: Tx, id: SessionId) {
  return tx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.user_id',
      'sessions.via',
      'sessions.device_name',
      'sessions.ended_at',
      'users.display_name as owner_name',
    ])
    .where('sessions.id', '=', id)
    .forUpdate('sessions')
    .executeTakeFirst();
}

export async function endSession(tx: Tx, id: SessionId, now: number): Promise<void> {
  await tx.updateTable('sessions').set({ ended_at: now }).where('id', '=', id).execute();
}

/** Ends all that are open but `spared`; returns their ids. */
export async function endSessionsOf(
  tx: Tx,
  userId: UserId,
  now: number,
  spared: SessionId | undefined,
): Promise<SessionId[]> {
  const rows = await tx
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .$if(spared !== undefined, (q) => q.where('id', '<>', spared as SessionId))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
