import {
  isBuiltInPermission,
  type Permission,
  parseToken,
  type ResourceId,
  siteId,
  type TokenId,
} from '@keywright/contract';
import { allowed, gives, type HeldGrant, inScope, type Place, type Scopes } from '../allowed.ts';
import type { Credential } from '../principal.ts';
import { digestText } from '../secret.ts';
import type { Basis } from './basis.ts';
import { isActive, type Proof, proofBy, proofByDigest } from './judge-facts.ts';
import type { KeptGrant, KeptPlace, KeptPrincipal, KeptSession, KeptToken } from './kept.ts';
import { type Look, Missing } from './look.ts';
import { keyOfId, keyOfText, type Memory, sitePlace } from './memory.ts';

/** A token whose bearer has the right secret. */
export interface ProvedToken {
  readonly token: KeptToken;
  readonly proof: Proof;
}

/** Whoever acts, with what it may use of its rights. */
export interface Acting {
  readonly principal: KeptPrincipal;
  /** Null: a session, which may use all. */
  readonly token: KeptToken | null;
}

/**
 * What decisions are made of, as one check sees it. Each question is answered from memory at once; or throws Missing, with
 * what is to be fetched before all is asked again.
 */
export class Known {
  readonly #memory: Memory;
  readonly #basis: Basis | undefined;

  /** With a basis it notes there what its answers go by. */
  constructor(memory: Memory, basis?: Basis) {
    this.#memory = memory;
    this.#basis = basis;
  }

  /** The token of a text as it was sent. */
  tokenOfText(text: string, look: Look, now: number): ProvedToken | 'malformed' | 'unknown' {
    const key = keyOfText(text);
    if (key === undefined) return 'malformed';
    const token = this.#memory.tokens.get(key);
    if (token?.principal.alive) {
      const proof = proofBy(token, token.principal.kind, text, now);
      if (proof !== undefined) return this.#proved(token, proof);
    }
    const parsed = parseToken(text);
    if (!parsed) return 'malformed';
    const ofDeployment = parsed.kind === 'deployment';
    // Always read before it is said: what is in memory may be older than the secret that was sent.
    return this.#unlessRead({ kind: 'token', id: parsed.id as TokenId, ofDeployment }, look, token);
  }

  #proved(token: KeptToken, proof: Proof): ProvedToken {
    this.#basis?.note(token.id, token.expires_at, token.old?.endsAt);
    this.#notePrincipal(token.principal);
    return { token, proof };
  }

  #notePrincipal({ id, expires_at }: KeptPrincipal): void {
    this.#basis?.note(id, expires_at);
  }

  #unlessRead(
    need: { readonly kind: 'token'; readonly id: TokenId; readonly ofDeployment: boolean },
    look: Look,
    token: KeptToken | undefined,
  ): 'unknown' {
    const outcome = look.outcomeOf(need);
    const isOther = outcome === 'found' && token?.principal.alive === true;
    if (outcome === 'absent' || isOther) return 'unknown';
    throw new Missing([need]);
  }

  /** Has the token read once more, as one that is not known would have been: so that neither tells by its time. */
  readAsUnknown({ token }: ProvedToken, look: Look): void {
    const ofDeployment = token.principal.kind === 'deployment';
    const need = { kind: 'token', id: token.id, ofDeployment } as const;
    if (look.outcomeOf(need) === undefined) throw new Missing([need]);
  }

  /** A token that proved itself before, by the digest of the secret it did so with. */
  tokenAgain(
    { id, kind, provedBy }: Exclude<Credential, { kind: 'session' }>,
    look: Look,
    now: number,
  ): ProvedToken | 'unknown' {
    const token = this.#memory.tokens.get(keyOfId(id));
    if (token?.principal.alive) {
      const proof = proofByDigest(token, digestText(provedBy), now);
      if (proof !== undefined) return this.#proved(token, proof);
    }
    const ofDeployment = kind === 'deployment_token';
    return this.#unlessRead({ kind: 'token', id, ofDeployment }, look, token);
  }

  /** Undefined: there is none. */
  session(id: KeptSession['id'], look: Look): KeptSession | undefined {
    const session = this.#memory.sessions.get(id);
    if (session?.principal.alive) {
      this.#basis?.note(session.id, session.expiresAt);
      this.#notePrincipal(session.principal);
      return session;
    }
    const need = { kind: 'session', id } as const;
    if (look.outcomeOf(need) === 'absent') return undefined;
    throw new Missing([need]);
  }

  /** Undefined: there is no such node. */
  place(id: ResourceId, look: Look): KeptPlace | undefined {
    if (id === siteId) return sitePlace;
    const place = this.#memory.places.get(id);
    if (place) {
      this.#basis?.note(id);
      return place;
    }
    const need = { kind: 'place', id } as const;
    if (look.outcomeOf(need) === 'absent') {
      this.#basis?.noteAbsent();
      return undefined;
    }
    throw new Missing([need]);
  }

  /** Whether the permission exists. */
  isPermission(permission: Permission, look: Look): boolean {
    if (isBuiltInPermission(permission)) return true;
    const [type = '', operation = ''] = permission.split('.');
    const operations = this.#memory.types.get(type);
    if (operations) return operations.has(operation);
    const need = { kind: 'type', type } as const;
    if (look.outcomeOf(need) === 'absent') return false;
    throw new Missing([need]);
  }

  /** The rule of access, on what is kept. */
  may({ principal, token }: Acting, permission: Permission, place: Place, now: number): boolean {
    const holder = {
      isActive: isActive(principal, now),
      isAdmin: principal.isAdmin,
      scopes: token === null ? 'full' : scopesOn(token, place.path),
    } as const;
    return allowed(holder, this.#grantsOn(principal, place.path), permission, place, now);
  }

  /** Whether the credential may use it there, where its principal holds it. */
  inScope({ token }: Acting, permission: Permission, place: Place): boolean {
    return token === null || inScope(scopesOn(token, place.path), permission, place);
  }

  /** Whether a grant of the principal lets it verify tokens anywhere at all. */
  verifiesSomewhere(principal: KeptPrincipal, look: Look, now: number): boolean {
    if (principal.isAdmin) return true;
    const { verifies } = principal;
    const need = { kind: 'verifies', principalId: principal.id } as const;
    if (verifies !== undefined) {
      this.#bySet(verifies);
      const place = { path: [verifies.resourceId], kindId: verifies.kindId };
      if (gives(verifies, 'token.verify', place, now)) return true;
    }
    const outcome = look.outcomeOf(need);
    if (outcome === 'absent' || (outcome === 'found' && verifies !== undefined)) return false;
    throw new Missing([need]);
  }

  /** Those that stand on the path, ended ones too. A site administrator's rights need none. */
  #grantsOn(principal: KeptPrincipal, path: readonly ResourceId[]): readonly HeldGrant[] {
    if (principal.isAdmin) return noGrants;
    let found: readonly KeptGrant[] = noGrants;
    for (const id of path) {
      const here = principal.grants?.get(id);
      if (here === undefined) {
        throw new Missing([{ kind: 'grants', principalId: principal.id, at: path }]);
      }
      if (here.length > 0) found = found.length === 0 ? here : [...found, ...here];
    }
    for (const grant of found) this.#bySet(grant);
    return found;
  }

  /** Lets the grant go by what its set contains now. */
  #bySet(grant: KeptGrant): void {
    this.#basis?.note(grant.set.id, grant.endsAt);
    if (grant.set.alive) return;
    const set = this.#memory.sets.get(grant.set.id);
    if (!set) throw new Missing([{ kind: 'set', id: grant.set.id }]);
    grant.set = set;
  }
}

const noGrants: readonly KeptGrant[] = [];

/** What of the token's scopes names one of these. */
function scopesOn(token: KeptToken, path: readonly ResourceId[]): Scopes {
  const { byTarget } = token;
  if (byTarget === null) return token.scopes;
  const scopes = new Map<string, Set<ResourceId>>();
  for (const id of path) {
    const named = byTarget.get(id);
    if (named === undefined) throw new Missing([{ kind: 'scopes', tokenId: token.id, at: path }]);
    for (const permission of named) {
      const targets = scopes.get(permission);
      if (targets) targets.add(id);
      else scopes.set(permission, new Set([id]));
    }
  }
  return scopes;
}
