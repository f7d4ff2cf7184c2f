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
  /** Whether they hold anything at all in a project. */
  hasInside(projectId: ResourceId): Promise<boolean>;
}

type Nodes = ReadonlyMap<ResourceId, NodeRow>;

async function placeScope(one: AskedScope, nodes: Nodes, sight: Sight): Promise<PlacedScope> {
  const { type, projectId, entityId, at } = one;
  const project = projectId === null ? undefined : nodes.get(projectId);
  if (projectId !== null && !(project && (await seesProject(project, sight)))) {
    throw notThere(`${at}.project_id`, 'project');
  }
  if (entityId !== null) {
    const entity = nodes.get(entityId);
    const isIn = projectId === null || entity?.project_id === projectId;
    if (entity?.type !== type || !isIn || !seesEntity(entity, one.permission, sight)) {
      throw notThere(`${at}.entity_id`, project ? `${type} in this project` : type);
    }
    return on(one, entity, placeOf(entity));
  }
  const root = nodes.get(siteId);
  if (!root) throw new Error('The site has no node.');
  const wide = project ? below(project, type as Resource['type']) : site;
  return on(one, project ?? root, wide);
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

async function seesProject(project: NodeRow, { rights, hasInside }: Sight): Promise<boolean> {
  if (project.type !== 'project') return false;
  const place = placeOf(project);
  if (rights.may('project.read', place) || rights.may('project.list', place)) return true;
  // Who holds something inside it is shown its name everywhere.
  return hasInside(project.id);
}

/** Who may do to it what is asked knows of it, too: a channel may be shared to publish to, and no more. */
function seesEntity(entity: NodeRow, asked: Permission, { rights }: Sight): boolean {
  const place = placeOf(entity);
  const shown = ['read', 'list'].map((operation) => permissionOf(entity.type, operation));
  return [...shown, asked].some((permission) => rights.may(permission, place));
}

function hasInside(grantsOf: GrantsOf, principalId: PrincipalId) {
  return async (projectId: ResourceId) => {
    const grants = await grantsOf(principalId);
    return grants.some((grant) => grant.path.includes(projectId));
  };
}
