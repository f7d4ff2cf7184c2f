import type {
  DeploymentTokenId,
  PrincipalId,
  ResourceId,
  SessionId,
  TokenId,
  UseOutcome,
} from '@keywright/contract';
import type { Db, Tx } from '../../storage/storage.ts';
import type { Origin } from './origins.ts';

/** Rows in one statement: 5 parameters each at most, well under SQLite's 32,766 and PostgreSQL's 65,535. */
const atOnce = 2000;

export interface Use<Id extends SessionId | TokenId = SessionId | TokenId> {
  readonly id: Id;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** Forgets what is known of the use of credentials whose rows go. Sums that it went into stay. */
export async function dropUses(tx: Tx, ids: readonly (SessionId | TokenId)[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('credential_usage').where('credential_id', 'in', ids).execute();
  await tx
    .deleteFrom('use_counts')
    .where('of_id', 'in', ids as TokenId[])
    .execute();
  await tx
    .deleteFrom('permission_uses')
    .where('token_id', 'in', ids as TokenId[])
    .execute();
  await tx
    .deleteFrom('use_origins')
    .where('token_id', 'in', ids as TokenId[])
    .execute();
}

/** Writes a batch of last uses; of two for one credential, from two servers, the later stays. */
export async function recordUses(tx: Tx, uses: readonly Use[]): Promise<void> {
  for (const some of inOrder(uses, ({ id }) => id)) {
    await tx
      .insertInto('credential_usage')
      .values(
        some.map(({ id, at, address, userAgent }) => ({
          credential_id: id,
          last_used_at: at,
          address,
          user_agent: userAgent,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .column('credential_id')
          .doUpdateSet((row) => ({
            last_used_at: row.ref('excluded.last_used_at'),
            address: row.ref('excluded.address'),
            user_agent: row.ref('excluded.user_agent'),
          }))
          .whereRef('credential_usage.last_used_at', '<', 'excluded.last_used_at'),
      )
      .execute();
  }
}

export interface UseCount {
  readonly ofId: PrincipalId | ResourceId | TokenId | string;
  /** When the hour began, in milliseconds since 1970. */
  readonly hour: number;
  readonly outcome: UseOutcome;
  /** Empty: none was named. */
  readonly permission: string;
  readonly count: number;
}

/** Adds to what is counted already, here or by another server. No two of them may be of one key. */
export async function addUseCounts(tx: Tx, counts: readonly UseCount[]): Promise<void> {
  const key = ({ ofId, hour, outcome, permission }: UseCount) =>
    `${ofId} ${hour} ${outcome} ${permission}`;
  for (const some of inOrder(counts, key)) {
    await tx
      .insertInto('use_counts')
      .values(
        some.map(({ ofId, hour, outcome, permission, count }) => ({
          of_id: ofId as TokenId,
          hour,
          outcome,
          permission,
          count,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['of_id', 'hour', 'outcome', 'permission']).doUpdateSet((row) => ({
          count: row('use_counts.count', '+', row.ref('excluded.count')),
        })),
      )
      .execute();
  }
}

interface PermissionUse {
  readonly tokenId: TokenId;
  readonly permission: string;
  readonly at: number;
}

/** Writes when tokens last used permissions; the later time stays. */
export async function recordPermissionUses(tx: Tx, uses: readonly PermissionUse[]): Promise<void> {
  for (const some of inOrder(uses, ({ tokenId, permission }) => `${tokenId} ${permission}`)) {
    await tx
      .insertInto('permission_uses')
      .values(
        some.map(({ tokenId, permission, at }) => ({
          token_id: tokenId,
          permission,
          last_used_at: at,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['token_id', 'permission'])
          .doUpdateSet((row) => ({ last_used_at: row.ref('excluded.last_used_at') }))
          .whereRef('permission_uses.last_used_at', '<', 'excluded.last_used_at'),
      )
      .execute();
  }
}

/** Of each token: whose it is, and the project and the organization that these are at home in, where they are. */
export async function homesOfTokens(
  db: Db,
  ids: readonly TokenId[],
): Promise<ReadonlyMap<TokenId, readonly string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('tokens')
    .leftJoin('service_accounts', 'service_accounts.id', 'tokens.service_account_id')
    .leftJoin('resources as home', 'home.id', 'service_accounts.home_id')
    .select([
      'tokens.id',
      'tokens.user_id',
      'tokens.service_account_id',
      'home.project_id',
      'home.organization_id',
    ])
    .where('tokens.id', 'in', ids)
    .execute();
  const ofDeployments = await db
    .selectFrom('deployment_tokens')
    .leftJoin('resources', 'resources.id', 'deployment_tokens.deployment_id')
    .select([
      'deployment_tokens.id',
      'deployment_tokens.deployment_id',
      'resources.project_id',
      'resources.organization_id',
    ])
    .where('deployment_tokens.id', 'in', ids as DeploymentTokenId[])
    .execute();
  return new Map(
    [...rows, ...ofDeployments].map(({ id, ...home }) => [
      id,
      Object.values(home).filter((one) => one !== null),
    ]),
  );
}

export interface Origins {
  readonly addresses: readonly Origin[];
  readonly userAgents: readonly Origin[];
}

/** What is known of where these tokens were used from, for this change alone until it ends. */
export async function lockOrigins(tx: Tx, ids: readonly TokenId[]): Promise<Map<TokenId, Origins>> {
  const known = new Map<TokenId, Origins>();
  for (const some of inOrder(ids, (id) => id)) {
    // So that there is a row to lock: of two servers that see a token for the first time, one waits.
    await tx
      .insertInto('use_origins')
      .values(some.map((id) => ({ token_id: id, addresses: '[]', user_agents: '[]' })))
      .onConflict((conflict) => conflict.column('token_id').doNothing())
      .execute();
    const rows = await tx
      .selectFrom('use_origins')
      .selectAll()
      .where('token_id', 'in', some)
      .orderBy('token_id')
      .forUpdate()
      .execute();
    for (const row of rows) known.set(row.token_id, originsOf(row));
  }
  return known;
}

const originsOf = (row: { addresses: string; user_agents: string }): Origins => ({
  addresses: JSON.parse(row.addresses) as Origin[],
  userAgents: JSON.parse(row.user_agents) as Origin[],
});

/** Writes them back; they were locked. */
export async function writeOrigins(tx: Tx, all: ReadonlyMap<TokenId, Origins>): Promise<void> {
  for (const some of inOrder([...all], ([id]) => id)) {
    await tx
      .insertInto('use_origins')
      .values(
        some.map(([id, { addresses, userAgents }]) => ({
          token_id: id,
          addresses: JSON.stringify(addresses),
          user_agents: JSON.stringify(userAgents),
        })),
      )
      .onConflict((conflict) =>
        conflict.column('token_id').doUpdateSet((row) => ({
          addresses: row.ref('excluded.addresses'),
          user_agents: row.ref('excluded.user_agents'),
        })),
      )
      .execute();
  }
}

/** From where a token was used, the last used first. */
export async function readOrigins(db: Db, id: TokenId): Promise<Origins> {
  const row = await db
    .selectFrom('use_origins')
    .select(['addresses', 'user_agents'])
    .where('token_id', '=', id)
    .executeTakeFirst();
  return row ? originsOf(row) : { addresses: [], userAgents: [] };
}

/** Forgets the counts of hours that began before this, in milliseconds since 1970. */
export async function dropCountsBefore(tx: Tx, hour: number): Promise<void> {
  await tx.deleteFrom('use_counts').where('hour', '<', hour).execute();
}

/** In the order of their keys, by their bytes, and in parts that make one statement each. */
function inOrder<T>(all: readonly T[], key: (one: T) => string): T[][] {
  const keyed = all.map((one) => ({ one, key: key(one) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  const parts: T[][] = [];
  for (let at = 0; at < keyed.length; at += atOnce) {
    parts.push(keyed.slice(at, at + atOnce).map(({ one }) => one));
  }
  return parts;
}
