import {
  type Permission,
  parseToken,
  permissions,
  type ResourceId,
  type ScopeNeed,
  type TokenId,
} from '@keywright/contract';
import type { Reach, WholeReach } from '../storage/reach.ts';
import type { Db, Storage, Tx } from '../storage/storage.ts';
import type { HeldGrant, Place, Scopes } from './allowed.ts';
import { type Authentication, refused } from './authentication.ts';
import { type Rights, rightsFrom, site } from './decide.ts';
import { heldGrants } from './held-grants.ts';
import { heldScopes, meetsScopeNeed, scopeReach } from './held-scopes.ts';
import {
  authenticateDeploymentToken,
  judgeDeploymentTokenAgain,
} from './judge-deployment-token.ts';
import { authenticateSession, judgeSession } from './judge-session.ts';
import { authenticateToken, type EndOldSecret, judgeTokenAgain } from './judge-token.ts';
import type { Presented } from './presented.ts';
import type { Caller, Credential, Principal } from './principal.ts';
import {
  deploymentTokenMaterial,
  type Hold,
  holdDeploymentToken,
  holdServiceAccount,
  holdSession,
  holdToken,
  holdUser,
  sessionMaterial,
  tokenMaterial,
} from './queries.ts';
import type { Secret } from './secret.ts';
import type { SessionJwts } from './session-jwt.ts';

/** Who is this, and may they do that. There is no second way to either answer. */
export interface Plane {
  /** Judges a credential as it was sent. Rejects with StorageUnavailable only. */
  authenticate(presented: Presented): Promise<Authentication>;
  /** Judges it again inside a transaction, and holds the rows it rests on until the end of that. */
  confirm(tx: Tx, caller: Caller, hold: Hold): Promise<Authentication>;
  /** Judges it again for an answer that goes on, such as a stream. Rejects with StorageUnavailable only. */
  recheck(caller: Caller): Promise<Authentication>;
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

interface Rooms {
  readonly storage: Storage;
  readonly jwts: SessionJwts;
  readonly endOldSecret: EndOldSecret;
  readonly clock: () => number;
}

export function createPlane({ storage, jwts, endOldSecret, clock }: Rooms): Plane {
  return {
    authenticate(presented) {
      switch (presented.kind) {
        case 'none':
          return Promise.resolve(refused('unauthenticated'));
        case 'token':
          return tokenCaller(storage, endOldSecret, presented.text, clock());
        case 'session':
          return authenticateSession(storage, jwts, presented, clock());
        default:
          throw presented satisfies never;
      }
    },
    async confirm(tx, { principal, credential }, hold) {
      // The principal before the credential, always: the same order for all is what keeps them from deadlocking.
      await holdPrincipal(tx, principal, hold);
      await holdCredential(tx, credential, hold);
      return judge(tx, credential, clock());
    },
    recheck: ({ credential }) => storage.read((db) => judge(db, credential, clock())),
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

/** Whose token it is, its text says; where it does not, it is none of a deployment's. */
async function tokenCaller(
  storage: Storage,
  endOldSecret: EndOldSecret,
  text: Secret,
  now: number,
): Promise<Authentication> {
  const parsed = parseToken(text.reveal());
  if (!parsed) return refused('token_malformed');
  return parsed.kind === 'deployment'
    ? authenticateDeploymentToken(storage, parsed, now)
    : authenticateToken(storage, endOldSecret, parsed, now);
}

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

/** A credential that proved itself before, by what the database says of it now. */
async function judge(db: Db, credential: Credential, now: number): Promise<Authentication> {
  switch (credential.kind) {
    case 'user_token':
    case 'service_account_token':
      return judgeTokenAgain(await tokenMaterial(db, credential.id), credential.provedBy, now);
    case 'deployment_token': {
      const material = await deploymentTokenMaterial(db, credential.id);
      return judgeDeploymentTokenAgain(material, credential.provedBy, now);
    }
    case 'session':
      return judgeSession(await sessionMaterial(db, credential.id), credential.carrier, now);
    default:
      throw credential satisfies never;
  }
}
