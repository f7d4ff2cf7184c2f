import type { Permission, ResourceId, ScopeNeed } from '@keywright/contract';
import { siteId } from '@keywright/contract';
import type { Db } from '../storage/storage.ts';
import type { Scopes } from './allowed.ts';
import type { Credential } from './principal.ts';
import { hasScope, scopesOn } from './queries.ts';

/** Whether the credential is held to scopes. Sessions and deployments' tokens never are. */
export const isScoped = (credential: Credential): boolean =>
  credential.kind !== 'session' && credential.access === 'scoped';

/** What the credential may use on these resources, by one indexed statement; a full one needs none. */
export async function heldScopes(
  db: Db,
  credential: Credential,
  resourceIds: readonly ResourceId[],
): Promise<Scopes> {
  if (credential.kind === 'session' || credential.access === 'full') return 'full';
  const scopes = new Map<string, Set<ResourceId>>();
  for (const { permission, target_id } of await scopesOn(db, credential.id, resourceIds)) {
    const targets = scopes.get(permission);
    if (targets) targets.add(target_id);
    else scopes.set(permission, new Set([target_id]));
  }
  return scopes;
}

/** Whether the credential has what an endpoint without a target asks of scoped tokens. */
export async function meetsScopeNeed(
  db: Db,
  credential: Credential,
  need: ScopeNeed,
): Promise<boolean> {
  if (credential.kind === 'session' || credential.access === 'full') return true;
  if (need === 'none') return true;
  if (need === 'any') return hasScope(db, credential.id, null, null);
  if ('somewhere' in need) return hasScope(db, credential.id, need.somewhere, null);
  return hasScope(db, credential.id, need.everywhere, siteId);
}

/** Where a scoped token may use a permission at all: everywhere, on what its scopes name, or nowhere. */
export async function scopeReach(
  db: Db,
  credential: Credential,
  permission: Permission,
): Promise<'everywhere' | 'named' | 'nowhere'> {
  if (credential.kind === 'session' || credential.access === 'full') return 'everywhere';
  if (await hasScope(db, credential.id, permission, siteId)) return 'everywhere';
  return (await hasScope(db, credential.id, permission, null)) ? 'named' : 'nowhere';
}
