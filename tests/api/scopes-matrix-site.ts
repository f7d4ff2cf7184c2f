import {
  narrowestScope,
  permissions,
  type ResourceId,
  siteId,
  unscopable,
} from '@keywright/contract';
import { expect } from 'vitest';
import { site as sitePlace } from '../../packages/server/src/plane/decide.ts';
import type { Plane } from '../../packages/server/src/plane/plane.ts';
import { presentedCredential } from '../../packages/server/src/plane/presented.ts';
import { placeOf } from '../../packages/server/src/plane/tree/node.ts';
import { readNode } from '../../packages/server/src/plane/tree/queries.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Storage } from '../../packages/server/src/storage/storage.ts';
import type { ImaginedNode, ImaginedSite } from '../authorization/imagined-site.ts';
import { planeAt } from '../authorization/plane-at.ts';
import {
  type AskedScope,
  type ScopePlaces,
  type ScopeVariant,
  scopeIn,
  scopeVariants,
} from '../kit/scope-variants.ts';
import { made } from './made.ts';
import { assembleCast, type Cast } from './matrix-cast.ts';
import { freshEnv, freshProject } from './matrix-fresh.ts';
import type { Headers, Member } from './matrix-principals.ts';
import { grant } from './matrix-tree.ts';
import { type Aimed, freshEntity } from './scopes-matrix-probes.ts';

/** A site on which somebody holds everything by one role, and loses one permission at a time. */
export interface MatrixSite {
  readonly cast: Cast;
  readonly holder: Member;
  /** Beside what the probes are about. */
  readonly otherProject: string;
  otherEntity(type: string): Promise<string>;
  /** What the holder holds from now on: all, but this. */
  lose(permission: string | undefined): Promise<void>;
  /** What the plane says of a credential. */
  planeSays(headers: Headers, permission: string, node: string): Promise<boolean>;
  stop(): Promise<void>;
}

export async function matrixSite(): Promise<MatrixSite> {
  const cast = await assembleCast();
  const { admin, tree, deployed, server } = cast;
  const role = await made(
    admin.post('/api/v2/roles', { body: { name: 'All', home_id: siteId, permissions } }),
  );
  const holder = await cast.newcomer();
  await grant(admin, holder.id, role.id, siteId);
  const otherProject = await freshProject(cast);
  const storage = await openStorage(server.database.storage);
  const plane = await planeAt(storage, Date.now);
  const others: Record<string, string> = {
    organization: tree.annex,
    project: otherProject,
    env: await freshEnv(cast),
    deployment: deployed.acting.id,
  };
  return {
    ...{ cast, holder, otherProject },
    async otherEntity(type) {
      others[type] ??= await freshEntity(cast, type);
      return others[type];
    },
    async lose(lost) {
      const body = { permissions: permissions.filter((one) => one !== lost) };
      const { status } = await admin.patch(`/api/v2/roles/${role.id}`, { body });
      expect(status).toBe(200);
    },
    planeSays: (headers, permission, node) => judged({ storage, plane }, headers, permission, node),
    async stop() {
      await storage.close();
      await server.stop();
    },
  };
}

async function judged(
  { storage, plane }: { storage: Storage; plane: Plane },
  headers: Headers,
  permission: string,
  node: string,
): Promise<boolean> {
  const known = await plane.authenticate(
    presentedCredential({ headers, sessionCookie: undefined }),
  );
  if (!known.ok) throw new Error(`The token is refused: ${known.refusal}.`);
  return storage.read(async (db) => {
    const row = await readNode(db, node as ResourceId);
    const place = row ? placeOf(row) : sitePlace;
    const rights = await plane.rights(db, known.caller, [place]);
    return rights.may(permission as 'env.read', place);
  });
}

/** A token of the holder, and its scopes as the oracle takes them; null: full access. */
export interface MatrixToken {
  readonly variant: ScopeVariant;
  readonly headers: Headers;
  readonly scopes: readonly { permission: string; node: string }[] | null;
}

/**
 * One for each variant that there is of a permission. Beside it they have all other permissions everywhere, so that it
 * alone decides; but for `other type`, which has nothing but that.
 */
export async function tokensFor(
  { holder }: MatrixSite,
  permission: string,
  places: ScopePlaces,
): Promise<MatrixToken[]> {
  const rest = permissions
    .filter((one) => one !== permission && !unscopable.has(one))
    .map((one) => asked(one));
  const tokens: MatrixToken[] = [];
  for (const variant of scopeVariants) {
    if (variant === 'full') {
      tokens.push({ variant, headers: await tokenOf(holder, { access: 'full' }), scopes: null });
      continue;
    }
    const scope = scopeIn(variant, permission, places);
    if (scope === undefined) continue;
    const isOwn = variant !== 'other type' && variant !== 'no scope';
    if (isOwn && unscopable.has(permission as never)) continue;
    const scopes =
      variant === 'other type' && scope ? [scope] : [...rest, ...(scope ? [scope] : [])];
    const headers = await tokenOf(holder, { access: 'scoped', scopes });
    tokens.push({ variant, headers, scopes: scopes.map(imagined) });
  }
  return tokens;
}

const asked = (permission: string): AskedScope => {
  const [entity_type = '', operation = ''] = permission.split('.');
  return { entity_type, operation };
};

const imagined = ({ entity_type, operation, entity_id, project_id }: AskedScope) => ({
  permission: `${entity_type}.${operation}`,
  node: entity_id ?? project_id ?? siteId,
});

async function tokenOf({ browser }: Member, body: object): Promise<Headers> {
  const { created_token } = await made(browser.post('/api/v2/user-tokens', { body }));
  return { 'x-platz-token': created_token };
}

/** The node that a permission is decided on: the entity, or where such things stand. */
export function nodeOf(permission: string, { tree }: Cast, aimed: Aimed | undefined): string {
  if (aimed?.node !== undefined) return aimed.node;
  const entity = aimed?.entity;
  const [type = '', operation = ''] = permission.split('.');
  const narrowest = narrowestScope(type, operation);
  if (narrowest === 'site') return siteId;
  return narrowest === 'entity' && entity !== undefined ? entity : tree.project;
}

/** The site as the oracle takes it. `lost`: what the holder does not hold. */
export function imaginedSite(
  { cast: { tree }, holder, otherProject }: MatrixSite,
  about: { type: string; node: string; others: readonly string[]; lost: string | undefined },
  token: MatrixToken,
): ImaginedSite {
  const node = (id: string, type: string, parent: string | null): ImaginedNode => ({
    ...{ id, type, parent, name: type, kind: null, addsNewUsers: false },
  });
  const parents: Record<string, string> = {
    ...{ organization: siteId, project: tree.organization, deployment: tree.env },
  };
  const known = [
    node(siteId, 'site', null),
    node(tree.organization, 'organization', siteId),
    node(tree.annex, 'organization', siteId),
    node(tree.project, 'project', tree.organization),
    node(otherProject, 'project', tree.organization),
    node(tree.env, 'env', tree.project),
  ];
  const more = [about.node, ...about.others]
    .filter((id) => !known.some((one) => one.id === id))
    .map((id) => node(id, about.type, parents[about.type] ?? tree.project));
  const held = permissions.filter((one) => one !== about.lost);
  return {
    nodes: [...known, ...more],
    roles: [],
    principals: [{ kind: 'user', id: holder.id, isActive: true, isAdmin: false }],
    grants: [
      {
        ...{ id: 'held', principal: holder.id, gives: { permissions: held } },
        ...{ node: siteId, kind: null, endsAt: null },
      },
    ],
    tokens: [
      {
        id: 'token',
        principal: holder.id,
        scopes: token.scopes?.map((scope, i) => ({ id: `${i}`, ...scope })) ?? null,
      },
    ],
  };
}
