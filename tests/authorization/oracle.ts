import type {
  ImaginedGrant,
  ImaginedNode,
  ImaginedPrincipal,
  ImaginedScope,
  ImaginedSite,
  Question,
} from './imagined-site.ts';

/**
 * The rules of authorization a second time, as slow and plain as they can be said (docs/architecture.md tells where the
 * first is): every grant is looked at, parents are followed one by one. Shares no code with the server, on purpose.
 */
export function oracleAllows(site: ImaginedSite, question: Question): boolean {
  const principal = site.principals.find(({ id }) => id === question.principal);
  if (principal === undefined) return false;
  if (!isActive(principal, question.now)) return false;
  if (!oracleInScope(site, question)) return false;
  if (principal.kind === 'user' && principal.isAdmin) return true;
  for (const grant of site.grants) if (grantGives(site, grant, question)) return true;
  return false;
}

/** Whether what they came with may be used for this, whatever they may do themselves. */
export function oracleInScope(
  site: ImaginedSite,
  { token, permission, node }: Pick<Question, 'token' | 'permission' | 'node'>,
): boolean {
  if (token === null) return true;
  const scopes = scopesOf(site, token);
  if (scopes === null) return true;
  for (const scope of scopes) {
    if (scope.permission !== permission) continue;
    if (standsOnOrAbove(site, scope.node, nodeOf(site, node))) return true;
  }
  return false;
}

/** Of a token; null: full access. */
export function scopesOf(site: ImaginedSite, id: string): readonly ImaginedScope[] | null {
  for (const token of site.tokens) if (token.id === id) return token.scopes;
  throw new Error(`No token ${id} in this site.`);
}

export function isActive(principal: ImaginedPrincipal, now: number): boolean {
  if (principal.kind === 'user') return principal.isActive;
  if (!principal.isEnabled) return false;
  if (principal.expiresAt === null) return true;
  return now < principal.expiresAt;
}

function grantGives(site: ImaginedSite, grant: ImaginedGrant, question: Question): boolean {
  if (grant.principal !== question.principal) return false;
  if (grant.endsAt !== null && question.now >= grant.endsAt) return false;
  if (!permissionsOf(site, grant).includes(question.permission)) return false;
  const node = nodeOf(site, question.node);
  const kind = question.asKind === null ? node.kind : question.asKind;
  if (grant.kind !== null && grant.kind !== kind) return false;
  return standsOnOrAbove(site, grant.node, node);
}

function permissionsOf(site: ImaginedSite, { gives }: ImaginedGrant): readonly string[] {
  if ('permissions' in gives) return gives.permissions;
  for (const role of site.roles) if (role.id === gives.role) return role.permissions;
  return [];
}

function nodeOf(site: ImaginedSite, id: string): ImaginedNode {
  for (const node of site.nodes) if (node.id === id) return node;
  throw new Error(`No node ${id} in this site.`);
}

function standsOnOrAbove(site: ImaginedSite, above: string, node: ImaginedNode): boolean {
  if (node.id === above) return true;
  if (node.parent === null) return false;
  return standsOnOrAbove(site, above, nodeOf(site, node.parent));
}

/** The nodes of a type that a principal may see in its list, in no order. */
export function oracleLists(
  site: ImaginedSite,
  {
    principal,
    token,
    type,
    now,
  }: { principal: string; token: string | null; type: string; now: number },
): ImaginedNode[] {
  const permission = `${type}.list`;
  return site.nodes.filter(
    (node) =>
      node.type === type &&
      oracleAllows(site, { principal, token, permission, node: node.id, asKind: null, now }),
  );
}

/**
 * The first of the permissions that a principal does not hold on the node, or holds by no grant that lasts until then
 * (null: for ever). Undefined: it may give all of them away.
 */
export function oracleBeyond(
  site: ImaginedSite,
  question: Omit<Question, 'permission'>,
  { permissions, until }: { permissions: readonly string[]; until: number | null },
): string | undefined {
  for (const permission of permissions) {
    const lastsLongEnough = site.grants.filter((grant) => {
      if (grant.endsAt === null) return true;
      return until === null ? false : until <= grant.endsAt;
    });
    const lasting = { ...site, grants: lastsLongEnough };
    if (!oracleAllows(lasting, { ...question, permission })) return permission;
  }
  return undefined;
}
