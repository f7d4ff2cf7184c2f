import { createHash, randomBytes } from 'node:crypto';
import { type Deployed, type DeployedSize, makeDeployed } from './deployment-data.ts';
import { makeEntities, type Scoped } from './entity-data.ts';
import type { TableRows } from './table-rows.ts';
import { type Holders, makeTree, type Tree, type TreeSize } from './tree-data.ts';
import { uuidAt } from './uuid-at.ts';

/** How large a site is. As many audit events as tokens. */
export interface Size {
  readonly users: number;
  readonly tokens: number;
  readonly tree: TreeSize;
  readonly deployed: DeployedSize;
  readonly entities: number;
}

/** A site as it may look after three years, and what is worth asking it. */
export interface DataSet {
  readonly tables: readonly TableRows[];
  /** Whole tokens that are active, of different people, all over the table. */
  readonly secrets: readonly string[];
  readonly questions: {
    /** Somebody with a usual number of tokens, and an active token of theirs. */
    readonly usual: { readonly id: string; readonly secret: string };
    /** Somebody who has made one token in a hundred of all. */
    readonly busiest: { readonly id: string };
    readonly tokenId: string;
    readonly eventTarget: string;
    /** Two days in the middle, milliseconds since 1970. */
    readonly days: { readonly since: number; readonly until: number };
    /** People with known grants, by an active token of theirs. */
    readonly holders: Holders;
    readonly holderIds: Holders;
  };
  readonly scoped: Scoped;
  readonly deployed: Pick<Deployed, 'deploymentIds' | 'clusterIds'>;
  readonly tree: Pick<Tree, 'organizationIds' | 'projectIds' | 'envIds' | 'kindIds' | 'accountIds'>;
}

const yearMs = 365 * 86_400_000;
const spanMs = 3 * yearMs;

const firstNames = words('Maria Anna Jonas Lena Omar Yuki Priya Chen Ivan Sofia Marco Elif Noah');
const lastNames = words('Marsh Okafor Tanaka Silva Novak Weber Haddad Kumar Olsen Reyes Dubois');
const purposes = words('deploy laptop backup ci terraform grafana nightly import');

/** The same size gives the same people and names; ids and secrets differ each time. */
export function makeDataSet(
  { users, tokens, tree: treeSize, deployed: deployedSize, entities: numEntities }: Size,
  now: number,
): DataSet {
  const start = now - spanMs;
  const timeOf = (index: number, of: number) => start + Math.floor((spanMs * index) / of);
  const userIds = Array.from({ length: users }, (_, i) => uuidAt(timeOf(i, users)));
  const tokenIds = Array.from({ length: tokens }, (_, i) => uuidAt(timeOf(i, tokens)));
  const ownerOf = (i: number) => (i % 101 === 0 ? 1 : (i * 7919) % users);
  const secretOf = new Map(sampleOf(tokens).map((i) => [i, randomBytes(32).toString('base64url')]));
  const ownerId = (i: number) => userIds[ownerOf(i)] as string;
  const good = [...secretOf.keys()].filter((i) => stateOf(i) === 'active' && !hasLeft(ownerOf(i)));
  const usual = good.find((i) => ownerOf(i) > 1) ?? 0;
  const textOf = (i: number) =>
    `${Buffer.from((tokenIds[i] as string).replaceAll('-', ''), 'hex').toString('base64url')}.${secretOf.get(i)}`;

  const holding = holdersAmong(
    good.filter((i) => i !== usual),
    ownerOf,
  );
  const ofHolders = (of: (token: number) => string) =>
    Object.fromEntries(
      Object.entries(holding).map(([name, i]) => [name, of(i)]),
    ) as unknown as Holders;
  const tree = makeTree(treeSize, { userIds, holders: ofHolders(ownerId), now });

  const deployed = makeDeployed(deployedSize, { tree, userIds, start, now });
  const admin = ofHolders(ownerId).admin;
  const entities = makeEntities(numEntities, { tree, userIds, admin, now });
  return {
    tree,
    deployed,
    scoped: entities.scoped,
    tables: [
      usersTable(userIds, (i) => timeOf(i, users)),
      tokensTable({ tokenIds, ownerId, now, timeOf: (i) => timeOf(i, tokens), secretOf }),
      eventsTable({ tokenIds, ownerId, timeOf: (i) => timeOf(i, tokens) }),
      ...tree.tables,
      ...deployed.tables,
      ...entities.tables,
    ],
    secrets: good.map(textOf),
    questions: {
      usual: { id: ownerId(usual), secret: textOf(usual) },
      busiest: { id: userIds[1] as string },
      tokenId: tokenIds[tokens >> 1] as string,
      eventTarget: tokenIds[tokens >> 1] as string,
      days: { since: start + spanMs / 2, until: start + spanMs / 2 + 2 * 86_400_000 },
      holders: ofHolders(textOf),
      holderIds: ofHolders(ownerId),
    },
  };
}

/** Tokens of five different people. */
function holdersAmong(tokens: readonly number[], ownerOf: (token: number) => number) {
  const byOwner = new Map(tokens.map((token) => [ownerOf(token), token]));
  byOwner.delete(1);
  const [three, many, mixed, admin, nothing] = byOwner.values();
  return { three, many, mixed, admin, nothing } as { readonly [K in keyof Holders]: number };
}

/** Of twenty tokens three are expired, two revoked. Every fiftieth is deleted. */
function stateOf(i: number): 'active' | 'expired' | 'revoked' | 'deleted' {
  if (i % 50 === 7) return 'deleted';
  const of20 = i % 20;
  if (of20 < 3) return 'expired';
  return of20 < 5 ? 'revoked' : 'active';
}

function usersTable(ids: readonly string[], timeOf: (i: number) => number): TableRows {
  return {
    table: 'users',
    columns: words(
      'id email email_key display_name name_key is_admin is_active created_at last_signed_in_at',
    ),
    *rows() {
      for (const [i, id] of ids.entries()) {
        const name = i === ids.length >> 1 ? 'Zbigniew Quixley' : nameOf(i);
        const email = `${name.toLowerCase().replace(' ', '.')}.${i}@example.com`;
        const at = timeOf(i);
        const isAdmin = i % 1000 === 500 ? 1 : 0;
        const isActive = hasLeft(i) ? 0 : 1;
        yield [id, email, email, name, name.toLowerCase(), isAdmin, isActive, at, at];
      }
    },
  };
}

/** One in ten. */
const hasLeft = (user: number) => user % 10 === 9;

const nameOf = (i: number) =>
  `${firstNames[i % firstNames.length]} ${lastNames[(i * 31) % lastNames.length]}`;

interface TokenParts {
  readonly tokenIds: readonly string[];
  readonly ownerId: (i: number) => string;
  readonly timeOf: (i: number) => number;
}

function tokensTable(
  parts: TokenParts & { now: number; secretOf: ReadonlyMap<number, string> },
): TableRows {
  const { tokenIds, ownerId, timeOf, now, secretOf } = parts;
  return {
    table: 'tokens',
    columns: words(
      'id user_id name name_key description secret_sha256 created_at expires_at revoked_at deleted_at created_by_kind created_by_id created_by_name',
    ),
    *rows() {
      for (const [i, id] of tokenIds.entries()) {
        const state = stateOf(i);
        const at = timeOf(i);
        const name = tokenName(i, tokenIds.length);
        const digest = createHash('sha256')
          .update(secretOf.get(i) ?? id)
          .digest();
        const ends = i % 2 === 0 ? now + yearMs : null;
        const expires = state === 'expired' ? now - 1000 - (i % yearMs) : ends;
        const deleted = state === 'deleted' ? now - 500 : null;
        const revoked = state === 'revoked' ? now - 1000 : deleted;
        const owner = ownerId(i);
        const made = ['user', owner, 'Owner'];
        yield [id, owner, name, name, '', digest, at, expires, revoked, deleted, ...made];
      }
    },
  };
}

const tokenName = (i: number, of: number) =>
  i === of >> 1 ? 'quartz reader' : `${purposes[i % purposes.length]} ${i % 997}`;

function eventsTable({ tokenIds, ownerId, timeOf }: TokenParts): TableRows {
  return {
    table: 'audit_events',
    columns: words(
      'id at action actor_kind actor_id actor_name credential_kind credential_id credential_name target_kind target_id target_name details request_id address user_agent',
    ),
    *rows() {
      const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
      for (const [i, tokenId] of tokenIds.entries()) {
        const at = timeOf(i);
        const owner = ownerId(i);
        const action = i % 10 === 0 ? 'user_token.revoke' : 'user_token.create';
        const actor = i % 1000 === 0 ? ['operator', null] : ['user', owner];
        const credential = ['session', owner, 'Browser session'];
        const details = JSON.stringify({ owner_id: owner, owner_name: 'Owner', expires_at: null });
        yield [
          ...[uuidAt(at), at, action, ...actor, 'Owner', ...credential],
          ...['user_token', tokenId, tokenName(i, tokenIds.length), details],
          ...[uuidAt(at), '192.0.2.7', agent],
        ];
      }
    },
  };
}

/** Two thousand indexes, evenly spread. */
function sampleOf(count: number): number[] {
  const wanted = Math.min(2000, count);
  return Array.from(
    { length: wanted },
    (_, i) => (Math.floor((i * count) / wanted) + (i % 7)) % count,
  );
}

function words(text: string): string[] {
  return text.split(' ');
}
