import type { DeploymentKindId, GrantId, Permission, ResourceId } from '@keywright/contract';
import { accountState } from '../../packages/server/src/plane/account-state.ts';
import type { HeldGrant, Holder, Place, Scopes } from '../../packages/server/src/plane/allowed.ts';
import { ofKind } from '../../packages/server/src/plane/decide.ts';
import { placeOf } from '../../packages/server/src/plane/tree/node.ts';
import type { ImaginedNode, ImaginedPrincipal, ImaginedSite, Question } from './imagined-site.ts';

/** The server's one rule of access, or something in its place. */
export type Rule = (
  holder: Holder,
  grants: readonly HeldGrant[],
  permission: Permission,
  place: Place,
  now: number,
) => boolean;

/** What the rule says of a site that is only imagined. */
export function ruleAllows(rule: Rule, site: ImaginedSite, question: Question): boolean {
  return rule(
    {
      ...holderOf(principalOf(site, question.principal), question.now),
      scopes: scopesHeld(site, question.token),
    },
    heldBy(site, question.principal),
    question.permission as Permission,
    placeAsked(site, question),
    question.now,
  );
}

/** The place that a question is about, as the server would find it from the row of the node. */
export function placeAsked(
  site: ImaginedSite,
  { node, asKind }: Pick<Question, 'node' | 'asKind'>,
) {
  const place = placeOf(rowOf(site, nodeOf(site, node)));
  return asKind === null ? place : ofKind(place, asKind as DeploymentKindId);
}

export function principalOf({ principals }: ImaginedSite, id: string): ImaginedPrincipal {
  const found = principals.find((principal) => principal.id === id);
  if (!found) throw new Error(`No principal ${id} in this site.`);
  return found;
}

function nodeOf({ nodes }: ImaginedSite, id: string): ImaginedNode {
  const found = nodes.find((node) => node.id === id);
  if (!found) throw new Error(`No node ${id} in this site.`);
  return found;
}

export function holderOf(principal: ImaginedPrincipal, now: number): Holder {
  if (principal.kind === 'user')
    return { isActive: principal.isActive, isAdmin: principal.isAdmin, scopes: 'full' };
  const account = {
    is_enabled: principal.isEnabled ? 1 : 0,
    expires_at: principal.expiresAt,
    deleted_at: null,
  } as const;
  return { isActive: accountState(account, now) === 'enabled', isAdmin: false, scopes: 'full' };
}

/** What a credential may use, as the plane would have loaded it. */
export function scopesHeld({ tokens }: ImaginedSite, id: string | null): Scopes {
  const scopes = tokens.find((token) => token.id === id)?.scopes ?? null;
  if (scopes === null) return 'full';
  const byPermission = Map.groupBy(scopes, ({ permission }) => permission);
  return new Map(
    [...byPermission].map(([permission, of]) => [
      permission,
      new Set(of.map(({ node }) => node as ResourceId)),
    ]),
  );
}

/** Its grants, ended ones too. */
export function heldBy(site: ImaginedSite, id: string): HeldGrant[] {
  const setOf = new Map(site.roles.map((role) => [role.id, new Set(role.permissions)]));
  return site.grants
    .filter((grant) => grant.principal === id)
    .map((grant) => ({
      id: grant.id as GrantId,
      resourceId: grant.node as ResourceId,
      kindId: grant.kind as DeploymentKindId | null,
      endsAt: grant.endsAt,
      permissions:
        'role' in grant.gives
          ? (setOf.get(grant.gives.role) ?? new Set<string>())
          : new Set(grant.gives.permissions),
    }));
}

/** The row of a node as it would be stored: what stands above it in columns. */
export function rowOf(site: ImaginedSite, node: ImaginedNode) {
  const above = { organization: null, project: null, env: null } as Record<string, string | null>;
  let at: ImaginedNode | undefined = node;
  while (at) {
    above[at.type] = at.id;
    const { parent }: ImaginedNode = at;
    at = site.nodes.find(({ id }) => id === parent);
  }
  return {
    id: node.id as ResourceId,
    type: node.type as 'env',
    organization_id: above['organization'] as ResourceId | null,
    project_id: above['project'] as ResourceId | null,
    env_id: above['env'] as ResourceId | null,
    kind_id: node.kind as DeploymentKindId | null,
  };
}
