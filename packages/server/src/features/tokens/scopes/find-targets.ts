import {
  type Permission,
  type PrincipalId,
  permissionOf,
  type ResourceId,
  siteId,
} from '@keywright/contract';
import { type Resource, type Rights, site } from '../../../plane/decide.ts';
import type { Plane } from '../../../plane/plane.ts';
import type { Caller } from '../../../plane/principal.ts';
import { below, placeOf } from '../../../plane/tree/node.ts';
import type { NodeRow } from '../../../plane/tree/queries.ts';
import { invalidField, type Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { AskedScope } from './asked-scopes.ts';
import type { GrantsOf } from './grants-of.ts';
import { holdTargets } from './queries.ts';

/** A scope on what it names, which the transaction holds. */
export interface PlacedScope extends AskedScope {
  readonly target: NodeRow;
  /** The target as decisions see it: the entity itself, or where any one of the type may stand. */
  readonly place: Resource;
  readonly path: readonly ResourceId[];
}

/**
 * What the scopes name. What is not there and what the caller may not see are answered alike, and so is what is of
 * another type or stands in another project: `invalid_request` naming the field.
 */
export async function findTargets(
  tx: Tx,
  { plane, grantsOf }: { plane: Plane; grantsOf: GrantsOf },
  caller: Caller,
  asked: readonly AskedScope[],
): Promise<PlacedScope[]> {
  const ids = asked.flatMap(({ projectId, entityId }) => [projectId, entityId]);
  const known = new Set<ResourceId>([siteId, ...ids.filter((id) => id !== null)]);
  const nodes = new Map((await holdTargets(tx, [...known])).map((node) => [node.id, node]));
  const rights = await plane.rights(tx, caller, [...nodes.values()].map(placeOf));
  const sight: Sight = { rights, caller, hasInside: hasInside(grantsOf, caller.principal.id) };
  const placed: PlacedScope[] = [];
  for (const one of asked) placed.push(await placeScope(one, nodes, sight));
  return placed;
}

interface Sight {
  readonly rights: Rights;
  readonly caller: Caller;
  /** Whether they hold anything at all on a node, or in it where it is a project or holds projects. */
  hasInside(nodeId: ResourceId): Promise<boolean>;
}

type Nodes = ReadonlyMap<ResourceId, NodeRow>;

async function placeScope(one: AskedScope, nodes: Nodes, sight: Sight): Promise<PlacedScope> {
  const project = await projectOf(one, nodes, sight);
  const entity = await entityOf(one, nodes, sight);
  if (entity) return on(one, entity, placeOf(entity));
  if (project) return on(one, project, below(project, one.type as Resource['type']));
  const root = nodes.get(siteId);
  if (!root) throw new Error('The site has no node.');
  return on(one, root, site);
}

async function projectOf(one: AskedScope, nodes: Nodes, sight: Sight) {
  const { projectId, permission, at } = one;
  if (projectId === null) return undefined;
  const project = nodes.get(projectId);
  if (project?.type === 'project' && (await sees(project, permission, sight))) return project;
  throw notThere(`${at}.project_id`, 'project');
}

async function entityOf(one: AskedScope, nodes: Nodes, sight: Sight) {
  const { type, projectId, entityId, permission, at } = one;
  if (entityId === null) return undefined;
  const entity = nodes.get(entityId);
  const isIn = projectId === null || entity?.project_id === projectId;
  if (entity?.type === type && isIn && (await sees(entity, permission, sight))) return entity;
  throw notThere(`${at}.entity_id`, projectId === null ? type : `${type} in this project`);
}

const on = (one: AskedScope, target: NodeRow, place: Resource): PlacedScope => ({
  ...one,
  target,
  place,
  path: place.path,
});

function notThere(field: string, what: string): Problem {
  return invalidField(field, `There is no such ${what}, or you may not see it.`);
}

/**
 * Who may read or list it; who may do to it what is asked, for a channel may be shared to publish to, and no more; and
 * who holds anything on it or inside, because grants show what they stand on and in.
 */
async function sees(node: NodeRow, asked: Permission, sight: Sight): Promise<boolean> {
  const place = placeOf(node);
  const shown = ['read', 'list'].map((operation) => permissionOf(node.type, operation));
  const may = (permission: Permission) => sight.rights.mayOfSomeKind(permission, place);
  return [...shown, asked].some(may) || sight.hasInside(node.id);
}

function hasInside(grantsOf: GrantsOf, principalId: PrincipalId) {
  return async (nodeId: ResourceId) => {
    const grants = await grantsOf(principalId);
    return grants.some((grant) => grant.path.includes(nodeId));
  };
}
