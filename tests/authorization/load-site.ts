import type {
  GrantId,
  Permission,
  PrincipalId,
  ResourceId,
  RoleId,
  ServiceAccountId,
  TokenId,
  TokenScopeId,
  UserId,
} from '@keywright/contract';
import { listBitsOf } from '../../packages/server/src/storage/reach.ts';
import type { SecretDigest } from '../../packages/server/src/storage/schema-columns.ts';
import type { Storage, Tx } from '../../packages/server/src/storage/storage.ts';
import { fold, siblingKey } from '../../packages/server/src/storage/text-search.ts';
import type { ImaginedGrant, ImaginedSite, ImaginedToken } from './imagined-site.ts';
import { rowOf } from './server-rule.ts';

class TakenBack extends Error {}

/** Puts an imagined site into the database for as long as `ask` runs, and takes it back. */
export async function withSite(
  storage: Storage,
  site: ImaginedSite,
  ask: (tx: Tx) => Promise<void>,
): Promise<void> {
  const done = storage.change(async (tx) => {
    await loadSite(tx, site);
    await ask(tx);
    throw new TakenBack();
  });
  await done.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
}

/** Its times count from `start`, in milliseconds since 1970. */
export async function loadSite(tx: Tx, site: ImaginedSite, start = 0): Promise<void> {
  await loadNodes(tx, site);
  await loadRoles(tx, site);
  await loadPrincipals(tx, site, start);
  await loadGrants(tx, site, start);
  await loadTokens(tx, site);
}

const maker = {
  created_at: 0,
  created_by_kind: 'system',
  created_by_id: null,
  created_by_name: 'test',
} as const;

const keysOf = (name: string) => ({
  name,
  name_key: fold(name),
  sibling_key: siblingKey(name),
});

async function loadNodes(tx: Tx, site: ImaginedSite): Promise<void> {
  const nodes = site.nodes.filter(({ type }) => type !== 'site');
  for (const node of nodes) {
    const row = { ...rowOf(site, node), parent_id: node.parent as ResourceId, created_at: 0 };
    await tx
      .insertInto('resources')
      .values({ ...row, ...keysOf(node.name) })
      .execute();
    if (node.type !== 'env') continue;
    await tx
      .insertInto('env_settings')
      .values({
        env_id: row.id,
        node_selector: 'null',
        tolerations: 'null',
        auto_add_new_users: node.addsNewUsers ? 1 : 0,
      })
      .execute();
  }
}

async function loadRoles(tx: Tx, { roles }: ImaginedSite): Promise<void> {
  for (const { id, home, permissions } of roles) {
    // Built-in ones are there already.
    if (home === null) continue;
    await tx
      .insertInto('roles')
      .values({
        ...{ id: id as RoleId, home_id: home as ResourceId, description: '', created_at: 0 },
        ...keysOf(`Role ${id}`),
      })
      .execute();
    await loadPermissions(tx, id, permissions);
  }
}

async function loadPermissions(tx: Tx, set: string, permissions: readonly string[]) {
  const rows = permissions.map((permission) => ({ set_id: set as RoleId, permission }));
  await tx.insertInto('set_permissions').values(rows).execute();
}

async function loadPrincipals(tx: Tx, { principals }: ImaginedSite, start: number): Promise<void> {
  for (const principal of principals) {
    const name = `Principal ${principal.id}`;
    if (principal.kind === 'user') {
      const { isActive, isAdmin } = principal;
      const email = `${principal.id}@example.test`;
      await tx
        .insertInto('users')
        .values({
          ...{ id: principal.id as UserId, email, email_key: email, created_at: 0 },
          ...{ display_name: name, name_key: fold(name) },
          ...{ is_active: isActive ? 1 : 0, is_admin: isAdmin ? 1 : 0, standing_set_at: 0 },
          ...{ last_signed_in_at: null, avatar_version: null },
        })
        .execute();
      continue;
    }
    const { home, isEnabled, expiresAt } = principal;
    await tx
      .insertInto('service_accounts')
      .values({
        ...{ id: principal.id as ServiceAccountId, home_id: home as ResourceId, description: '' },
        ...{ is_enabled: isEnabled ? 1 : 0, deleted_at: null },
        expires_at: expiresAt === null ? null : start + expiresAt,
        ...keysOf(name),
        ...maker,
      })
      .execute();
  }
}

async function loadGrants(tx: Tx, site: ImaginedSite, start: number): Promise<void> {
  for (const grant of site.grants) {
    const node = site.nodes.find(({ id }) => id === grant.node);
    const principal = site.principals.find(({ id }) => id === grant.principal);
    if (!node || !principal) throw new Error('A grant of another site.');
    const { type, organization_id, project_id } = rowOf(site, node);
    const role = 'role' in grant.gives ? grant.gives.role : null;
    await tx
      .insertInto('grants')
      .values({
        ...{ id: grant.id as GrantId, principal_kind: principal.kind },
        ...{ principal_id: grant.principal as PrincipalId, role_id: role as RoleId | null },
        set_id: (role ?? grant.id) as GrantId,
        lists: listBitsOf(permissionsIn(site, grant)),
        ...{ resource_id: grant.node as ResourceId, resource_type: type },
        ...{ organization_id, project_id, kind_id: grant.kind as never },
        ends_at: grant.endsAt === null ? null : start + grant.endsAt,
        ...maker,
      })
      .execute();
    if ('permissions' in grant.gives) await loadPermissions(tx, grant.id, grant.gives.permissions);
  }
}

function permissionsIn({ roles }: ImaginedSite, { gives }: ImaginedGrant): readonly Permission[] {
  if ('permissions' in gives) return gives.permissions as Permission[];
  return (roles.find(({ id }) => id === gives.role)?.permissions ?? []) as Permission[];
}

/** Their secrets are no one's: whoever is to come with one sets it. */
async function loadTokens(tx: Tx, { tokens, principals }: ImaginedSite): Promise<void> {
  for (const token of tokens) {
    const owner = principals.find(({ id }) => id === token.principal);
    await tx
      .insertInto('tokens')
      .values({
        ...{ id: token.id as TokenId, name: 'token', name_key: 'token', description: '' },
        user_id: owner?.kind === 'user' ? (owner.id as UserId) : null,
        service_account_id:
          owner?.kind === 'service_account' ? (owner.id as ServiceAccountId) : null,
        ...{ secret_sha256: new Uint8Array(32) as SecretDigest, issued_at: 0, updated_at: 0 },
        ...{ old_secret_sha256: null, old_secret_ends_at: null },
        ...{ expires_at: null, revoked_at: null, deleted_at: null },
        access: token.scopes === null ? 'full' : 'scoped',
        ...maker,
      })
      .execute();
    await loadScopes(tx, token);
  }
}

/** So many rows go into one statement. */
const batch = 1000;

async function loadScopes(tx: Tx, { id, scopes }: ImaginedToken): Promise<void> {
  for (let from = 0; from < (scopes?.length ?? 0); from += batch) {
    const rows = scopes?.slice(from, from + batch) ?? [];
    await tx
      .insertInto('token_scopes')
      .values(
        rows.map(({ id: scope, permission, node }) => ({
          ...{ id: scope as TokenScopeId, token_id: id as TokenId, permission, created_at: 0 },
          target_id: node as ResourceId,
        })),
      )
      .execute();
  }
}
