import {
  type Permission,
  permissions,
  type ResourceId,
  type ScopeNeed,
  type TokenId,
} from '@keywright/contract';
import type { Reach, WholeReach } from '../storage/reach.ts';
import type { Db, Tx } from '../storage/storage.ts';
import type { HeldGrant, Place, Scopes } from './allowed.ts';
import type { Authentication } from './authentication.ts';
import { type Rights, rightsFrom, site } from './decide.ts';
import { heldGrants } from './held-grants.ts';
import { heldScopes, meetsScopeNeed, scopeReach } from './held-scopes.ts';
import { judgeAgain } from './judge-again.ts';
import type { Caller, Credential, Principal } from './principal.ts';
import {
  type Hold,
  holdDeploymentToken,
  holdServiceAccount,
  holdSession,
  holdToken,
  holdUser,
} from './queries.ts';
import {
  createVerification,
  type Verification,
  type VerificationRooms,
} from './verification/verification.ts';

/** Who is this, and may they do that. There is no second way to either answer. */
export interface Plane extends Verification {
  /** Judges a credential again inside a transaction, and holds the rows it rests on until the end of that. */
  confirm(tx: Tx, caller: Caller, hold: Hold): Promise<Authentication>;
  /** What the caller may do on these places, by what the snapshot holds. Asked once for a whole page of rows. */
  rights(db: Db, caller: Caller, places: readonly Place[]): Promise<Rights>;
  /** Whether the caller's credential meets what an endpoint without a target asks of scoped tokens. */
  meetsScopeNeed(db: Db, caller: Caller, need: ScopeNeed): Promise<boolean>;
  /** The same of any principal, for who wants to know what another may do; whatever their tokens are scoped to. */
  rightsOf(db: Db, holder: PrincipalState, places: readonly Place[]): Promise<Rights>;
  /** Which rows of a list the caller may see: those on resources where they hold this permission. */
  reach(db: Db, caller: Caller, permission: Permission): Promise<Reach>;
  /** The same of any principal; with null, resources where they hold anything at all. */
  reachOf(db: Db, holder: PrincipalState, permission: Permission | null): Promise<Reach>;
}

/** A principal as far as its rights go. */
export type PrincipalState = Pick<Principal, 'id' | 'isActive' | 'isAdmin'>;

export function createPlane(rooms: VerificationRooms): Plane {
  const { clock } = rooms;
  const verification = createVerification(rooms);
  return {
    ...verification,
    async confirm(tx, { principal, credential }, hold) {
      // The principal before the credential, always: the same order for all is what keeps them from deadlocking.
      await holdPrincipal(tx, principal, hold);
      await holdCredential(tx, credential, hold);
      return judgeAgain(tx, credential, clock());
    },
    async rights(db, { principal, credential }, places) {
      const path = pathsOf(places);
      const scopes = await heldScopes(db, credential, [...path]);
      return loadRights(db, { ...stateOf(principal), scopes }, path, clock(), endOf(principal));
    },
    meetsScopeNeed: (db, { credential }, need) => meetsScopeNeed(db, credential, need),
    rightsOf: (db, holder, places) =>
      loadRights(db, { ...stateOf(holder), scopes: 'full' }, pathsOf(places), clock()),
    async reach(db, { principal, credential }, permission) {
      const scope = await scopeReach(db, credential, permission);
      if (scope === 'nowhere') return { kind: 'nothing' };
      const of = await loadReach(db, principal, permission, clock());
      if (scope === 'everywhere' || of.kind === 'nothing') return of;
      return { kind: 'scoped', of, tokenId: credential.id as TokenId, permission };
    },
    reachOf: (db, holder, permission) => loadReach(db, holder, permission, clock()),
  };
}

const stateOf = ({ id, isActive, isAdmin }: PrincipalState): PrincipalState => ({
  id,
  isActive,
  isAdmin,
});

const pathsOf = (places: readonly Place[]): ReadonlySet<ResourceId> =>
  new Set(places.flatMap((place) => place.path));

function holdCredential(tx: Tx, credential: Credential, hold: Hold): Promise<void> {
  switch (credential.kind) {
    case 'session':
      return holdSession(tx, credential.id, hold);
    case 'user_token':
    case 'service_account_token':
      return holdToken(tx, credential.id, hold);
    case 'deployment_token':
      return holdDeploymentToken(tx, credential.id);
    default:
      throw credential satisfies never;
  }
}

async function holdPrincipal(tx: Tx, principal: Principal, hold: Hold): Promise<void> {
  switch (principal.kind) {
    case 'user':
      return holdUser(tx, principal.id, hold);
    case 'service_account':
      return holdServiceAccount(tx, principal.id, hold);
    case 'deployment':
      // Its token is held, which whoever ends the deployment revokes. Its own row would be locked before the nodes above
      // those that it acts on: two deployments that act on each other, or one on itself, would deadlock.
      return;
    default:
      throw principal satisfies never;
  }
}

async function loadRights(
  db: Db,
  holder: PrincipalState & { readonly scopes: Scopes },
  path: ReadonlySet<ResourceId>,
  now: number,
  end: number | null = null,
): Promise<Rights> {
  // A site administrator's rights need no grant.
  const grants = holder.isAdmin ? [] : await heldGrants(db, holder.id, [...path]);
  return rightsFrom(
    holder,
    end === null ? grants : grants.map((grant) => endingBy(grant, end)),
    path,
    now,
  );
}

/** An account that is to end tomorrow gives nobody anything for longer, itself included. */
function endOf(principal: Principal): number | null {
  return principal.kind === 'service_account' ? principal.expiresAt : null;
}

function endingBy(grant: HeldGrant, end: number): HeldGrant {
  return { ...grant, endsAt: grant.endsAt === null ? end : Math.min(grant.endsAt, end) };
}

async function loadReach(
  db: Db,
  holder: PrincipalState,
  permission: Permission | null,
  now: number,
): Promise<WholeReach> {
  if (!holder.isActive) return { kind: 'nothing' };
  if (holder.isAdmin) return { kind: 'everything' };
  const onSite = await loadRights(db, { ...holder, scopes: 'full' }, new Set(site.path), now);
  const any = permission === null ? permissions : [permission];
  if (any.some((one) => onSite.may(one, site))) return { kind: 'everything' };
  return { kind: 'granted', principalId: holder.id, permission, now };
}
