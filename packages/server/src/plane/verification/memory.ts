import { type PrincipalId, type ResourceId, type SessionId, siteId } from '@keywright/contract';
import { BoundedCache } from './bounded-cache.ts';
import type { KeptPlace, KeptPrincipal, KeptSession, KeptSet, KeptToken, SetId } from './kept.ts';

const mostSessions = 20_000;
const mostPlaces = 50_000;
const mostSets = 10_000;
/** Lists of grants, and scopes, added before those of all are let go: so they are bounded without being counted down. */
const mostExtras = 500_000;

/**
 * What decisions are made of, as far as it is kept in memory. Bounded by numbers of entries. That something is not there
 * is never kept. Whoever reads it must have asked `Standing.holds()` in the same synchronous stretch.
 */
export class Memory {
  readonly tokens: BoundedCache<string, KeptToken>;
  readonly principals: BoundedCache<PrincipalId, KeptPrincipal>;
  readonly sessions = new BoundedCache<SessionId, KeptSession>(mostSessions);
  readonly places = new BoundedCache<ResourceId, KeptPlace>(mostPlaces);
  readonly sets = new BoundedCache<SetId, KeptSet>(mostSets);
  /** The operations of types that the site registered. */
  readonly types = new Map<string, ReadonlySet<string>>();
  #extras = 0;

  constructor(maxTokens: number) {
    this.tokens = new BoundedCache(maxTokens);
    this.principals = new BoundedCache(maxTokens + mostSessions);
  }

  /** Forgets what depends on these rows. An id is looked for wherever one of its kind could be: each look is one step. */
  drop(keys: readonly string[]): void {
    for (const key of keys) {
      this.tokens.drop(keyOfId(key));
      this.sessions.drop(key as SessionId);
      this.principals.drop(key as PrincipalId);
      this.places.drop(key as ResourceId);
      this.sets.drop(key as SetId);
    }
  }

  empty(): void {
    this.tokens.empty();
    this.sessions.empty();
    this.principals.empty();
    this.places.empty();
    this.sets.empty();
    this.types.clear();
    this.#extras = 0;
  }

  /** Before so many more grants' lists or scopes are kept beside what they belong to. */
  makeRoom(extras: number): void {
    this.#extras += extras;
    if (this.#extras <= mostExtras) return;
    this.#extras = extras;
    for (const principal of this.principals.values()) principal.grants = undefined;
    // A token without its scopes would say too little: it is read again.
    for (const token of [...this.tokens.values()]) {
      if (token.access === 'scoped') this.tokens.drop(keyOfId(token.id));
    }
  }
}

/** The middle of a token's text, which its id follows from and is found by: 22 characters of base64url (RFC 4648, 5). */
export function keyOfId(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

/** The same of a token's text as it was sent; undefined: it has the length of none. */
export function keyOfText(text: string): string | undefined {
  if (text.length === ownLength) return text.slice(4, 26);
  if (text.length === foreignLength) return text.slice(0, 22);
  return undefined;
}

export const ownLength = 75;
export const foreignLength = 66;

/** The root of the tree is always there. */
export const sitePlace: KeptPlace = {
  type: 'site',
  path: [siteId],
  kindId: null,
  recent: false,
  alive: true,
};
