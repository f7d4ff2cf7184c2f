import { setTimeout as wait } from 'node:timers/promises';
import type { PrincipalId, ResourceId, TokenId } from '@keywright/contract';
import { StorageUnavailable } from '../../storage/errors.ts';
import type { Position } from '../../storage/revocation-log.ts';
import type { Db, Storage } from '../../storage/storage.ts';
import { storedOperations } from '../entity-types/known-types.ts';
import type { Standing } from '../revocation/standing.ts';
import { pathOf } from '../tree/node.ts';
import { builtInKept } from './built-in-sets.ts';
import type { PrincipalFacts, TokenFacts } from './facts.ts';
import {
  type DeploymentTokenRow,
  deploymentFacts,
  deploymentTokenFacts,
  holderFacts,
  ownerFacts,
  type SessionRow,
  sessionFacts,
  type TokenRow,
  tokenFacts,
} from './facts-of-rows.ts';
import { KeptGrant, type KeptPrincipal, type KeptSet, type SetId } from './kept.ts';
import type { Need } from './look.ts';
import { keyOfId, type Memory } from './memory.ts';
import * as read from './queries.ts';
import { type KeptScopes, mostKeptScopes, scopesOf } from './scopes-of-rows.ts';

/** What is read again and again is changed again and again, or the primary is another one than this server follows. */
const mostTries = 8;
const firstPauseMs = 4;

type Found = 'found' | 'absent';

interface Rooms {
  readonly storage: Storage;
  readonly standing: Standing;
  readonly memory: Memory;
}

/**
 * Reads what is needed into memory, by one statement each. It is kept only where nothing that was applied since concerns
 * it; else it is read again. Rejects with StorageUnavailable.
 */
export class Fill {
  readonly #storage: Storage;
  readonly #standing: Standing;
  readonly #memory: Memory;

  constructor({ storage, standing, memory }: Rooms) {
    this.#storage = storage;
    this.#standing = standing;
    this.#memory = memory;
  }

  fetch(need: Exclude<Need, { kind: 'old_secret' }>): Promise<Found> {
    switch (need.kind) {
      case 'token':
        return need.ofDeployment ? this.#deploymentToken(need.id) : this.#token(need.id);
      case 'session':
        return this.#session(need);
      case 'place':
        return this.#place(need.id);
      case 'set':
        return this.#set(need.id);
      case 'type':
        return this.#type(need.type);
      case 'verifies':
        return this.#verifies(need.principalId);
      case 'grants':
        return this.#grants(need);
      case 'scopes':
        return this.#scopes(need);
      default:
        throw need satisfies never;
    }
  }

  #token(id: TokenId): Promise<Found> {
    return this.#keep(
      (db) => read.placedToken(db, id, mostKeptScopes + 1),
      (rows) => [id, rows[0]?.user_id, rows[0]?.service_account_id],
      (rows) => {
        const [row] = rows;
        if (!row || row.id === null) return 'absent';
        const facts = tokenFacts(row as TokenRow);
        this.#memory.makeRoom(facts.access === 'scoped' ? rows.length : 0);
        this.#keepToken(facts, ownerFacts(row as TokenRow), scopesOf(facts, rows));
        return 'found';
      },
    );
  }

  #deploymentToken(id: TokenId): Promise<Found> {
    return this.#keep(
      (db) => read.placedDeploymentToken(db, id as never),
      (row) => [id, row.deployment_id],
      (row) => {
        if (row.id === null) return 'absent';
        const facts = deploymentTokenFacts(row as DeploymentTokenRow);
        this.#keepToken(facts, deploymentFacts(row as DeploymentTokenRow), scopesOf(facts, []));
        return 'found';
      },
    );
  }

  #keepToken(facts: TokenFacts, owner: PrincipalFacts, scopes: KeptScopes): void {
    this.#memory.tokens.set(keyOfId(facts.id), {
      id: facts.id,
      name: facts.name,
      access: facts.access,
      digest: facts.digest,
      expires_at: facts.expires_at,
      revoked_at: facts.revoked_at,
      old: facts.old,
      principal: this.#keptPrincipal(owner),
      scopes: scopes.scopes,
      byTarget: scopes.byTarget,
      recent: false,
      alive: true,
    });
  }

  #session({ id }: Need & { kind: 'session' }): Promise<Found> {
    return this.#keep(
      (db) => read.placedSession(db, id),
      (row) => [id, row.user_id],
      (row) => {
        if (row.id === null) return 'absent';
        const principal = this.#keptPrincipal(holderFacts(row as SessionRow));
        const facts = sessionFacts(row as SessionRow);
        this.#memory.sessions.set(id, { ...facts, principal, recent: false, alive: true });
        return 'found';
      },
    );
  }

  /** One for all of its tokens. What is kept already is as good as what was read: neither misses anything applied. */
  #keptPrincipal(facts: PrincipalFacts): KeptPrincipal {
    const known = this.#memory.principals.get(facts.id);
    if (known) return known;
    const extras = { grants: undefined, verifies: undefined, recent: false, alive: true };
    const principal = { ...facts, ...extras };
    this.#memory.principals.set(facts.id, principal);
    return principal;
  }

  #place(id: ResourceId): Promise<Found> {
    return this.#keep(
      (db) => read.placedNode(db, id),
      () => [id],
      ({ id, type, organization_id, project_id, env_id, kind_id: kindId }) => {
        if (id === null || type === null) return 'absent';
        const path = pathOf({ id, organization_id, project_id, env_id });
        this.#memory.places.set(id, { type, path, kindId, recent: false, alive: true });
        return 'found';
      },
    );
  }

  #set(id: SetId): Promise<Found> {
    return this.#keep(
      (db) => read.placedSet(db, id),
      () => [id],
      (rows) => {
        const permissions = new Set(rows.flatMap(({ permission }) => permission ?? []));
        this.#memory.sets.set(id, { id, permissions, recent: false, alive: true });
        return 'found';
      },
    );
  }

  #type(type: string): Promise<Found> {
    return this.#keep(
      (db) => read.placedType(db, type),
      () => [],
      ({ operations }) => {
        if (operations === null) return 'absent';
        this.#memory.types.set(type, new Set(storedOperations(operations).map(({ name }) => name)));
        return 'found';
      },
    );
  }

  #verifies(principalId: PrincipalId): Promise<Found> {
    return this.#keep(
      (db) => read.placedGrantOf(db, principalId, 'token.verify'),
      () => [principalId],
      (row) => {
        const [grant] = this.#keptGrants([row]);
        if (!grant) return 'absent';
        const principal = this.#memory.principals.get(principalId);
        if (principal) principal.verifies = grant;
        return 'found';
      },
    );
  }

  #grants({ principalId, at }: Need & { kind: 'grants' }): Promise<Found> {
    return this.#keep(
      (db) => read.placedGrants(db, principalId, at),
      () => [principalId],
      (rows) => {
        const principal = this.#memory.principals.get(principalId);
        if (!principal) return 'found';
        const grants = Map.groupBy(this.#keptGrants(rows), ({ resourceId }) => resourceId);
        this.#memory.makeRoom(at.length + rows.length);
        principal.grants ??= new Map();
        for (const id of at) principal.grants.set(id, grants.get(id) ?? none);
        return 'found';
      },
    );
  }

  #keptGrants(rows: readonly GrantRow[]): KeptGrant[] {
    return rows.flatMap((row) => {
      if (row.id === null || row.set_id === null || row.resource_id === null) return [];
      const { id, set_id, resource_id: resourceId, kind_id: kindId, ends_at: endsAt } = row;
      const set = builtInKept(set_id) ?? this.#memory.sets.get(set_id) ?? unread(set_id);
      return [new KeptGrant({ id, resourceId, kindId, endsAt }, set)];
    });
  }

  #scopes({ tokenId, at }: Need & { kind: 'scopes' }): Promise<Found> {
    return this.#keep(
      (db) => read.placedScopes(db, tokenId, at),
      () => [tokenId],
      (rows) => {
        const token = this.#memory.tokens.get(keyOfId(tokenId));
        if (!token?.byTarget) return 'found';
        this.#memory.makeRoom(at.length + rows.length);
        const named = Map.groupBy(rows, ({ target_id }) => target_id);
        for (const id of at) {
          token.byTarget.set(
            id,
            (named.get(id) ?? []).flatMap(({ permission }) => permission ?? []),
          );
        }
        return 'found';
      },
    );
  }

  /** `keys` and `keep` are asked in the same synchronous stretch: nothing is applied between the question and the keeping. */
  async #keep<T extends Position | readonly Position[]>(
    query: (db: Db) => Promise<T>,
    keys: (read: T) => readonly (string | null | undefined)[],
    keep: (read: T) => Found,
  ): Promise<Found> {
    for (let tried = 1; tried <= mostTries; tried++) {
      const read = await this.#storage.read(query);
      const position = (Array.isArray(read) ? read[0] : read) as Position;
      const concerned = keys(read).filter((key) => key !== null && key !== undefined);
      if (this.#standing.admits(position, concerned)) return keep(read);
      await wait(firstPauseMs * 2 ** tried);
    }
    throw new StorageUnavailable('What was read was overtaken by changes again and again.');
  }
}

interface GrantRow {
  readonly id: KeptGrant['id'] | null;
  readonly set_id: SetId | null;
  readonly resource_id: ResourceId | null;
  readonly kind_id: KeptGrant['kindId'];
  readonly ends_at: number | null;
}

const none: readonly KeptGrant[] = [];

/** In place of one that is yet to be read. */
const unread = (id: SetId): KeptSet => ({
  id,
  permissions: new Set(),
  recent: false,
  alive: false,
});
