import type { ResourceId } from '@keywright/contract';
import type { Scopes } from '../allowed.ts';
import type { TokenFacts } from './facts.ts';
import type { ScopesByTarget } from './kept.ts';

/** A token with more is not kept with all of its scopes: what is asked about is read. */
export const mostKeptScopes = 2000;

interface ScopeRow {
  readonly scope_permission: string | null;
  readonly scope_target: ResourceId | null;
}

/** What is kept of a token's scopes: all (`byTarget` is null), or by target what is asked about. */
export interface KeptScopes {
  readonly scopes: Scopes;
  readonly byTarget: ScopesByTarget | null;
}

const full: KeptScopes = { scopes: 'full', byTarget: null };
const empty: KeptScopes = { scopes: new Map(), byTarget: null };

/** `rows`: at least one more than are kept, where there are more. */
export function scopesOf({ access }: TokenFacts, rows: readonly ScopeRow[]): KeptScopes {
  if (access === 'full') return full;
  if (rows.length > mostKeptScopes) return { scopes: empty.scopes, byTarget: new Map() };
  const scopes = new Map<string, Set<ResourceId>>();
  for (const { scope_permission: permission, scope_target: target } of rows) {
    if (permission === null || target === null) continue;
    const targets = scopes.get(permission);
    if (targets) targets.add(target);
    else scopes.set(permission, new Set([target]));
  }
  return scopes.size === 0 ? empty : { scopes, byTarget: null };
}
