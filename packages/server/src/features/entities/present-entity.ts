import {
  type Entity,
  entityAbility,
  type OrganizationId,
  type ProjectId,
  permissionOf,
  type ResourceId,
} from '@keywright/contract';
import type { Rights } from '../../plane/decide.ts';
import { type KnownTypes, knownTypes } from '../../plane/entity-types/known-types.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { placeOf } from '../../plane/tree/node.ts';
import { Problem } from '../../request/problem.ts';
import { wireTime } from '../../request/time.ts';
import type { Db } from '../../storage/storage.ts';
import { type EntityRow, readEntities } from './queries.ts';

interface Asking {
  readonly plane: Plane;
  readonly caller: Caller;
}

/** Entities as the wire shows them to this caller, in the order of the ids. */
export async function presentEntities(
  db: Db,
  { plane, caller }: Asking,
  ids: readonly ResourceId[],
): Promise<Entity[]> {
  const rows = await readEntities(db, ids);
  const types = await knownTypes(
    db,
    rows.map((row) => row.type),
  );
  const rights = await plane.rights(db, caller, rows.map(placeOf));
  const shown = new Map(rows.map((row) => [row.id, presentEntity(row, rights, types)]));
  return ids.flatMap((id) => shown.get(id) ?? []);
}

export async function presentOne(db: Db, asking: Asking, id: ResourceId): Promise<Entity> {
  const [entity] = await presentEntities(db, asking, [id]);
  if (!entity) throw new Problem('internal');
  return entity;
}

function presentEntity(row: EntityRow, rights: Rights, types: KnownTypes): Entity {
  const operations = types.get(row.type);
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    metadata: JSON.parse(row.metadata),
    project: { id: row.project_id as ProjectId, name: row.project_name },
    organization: { id: row.organization_id as OrganizationId, name: row.organization_name },
    created_at: wireTime(row.created_at),
    updated_at: wireTime(row.updated_at),
    abilities: entityAbility.options.filter(
      (one) => operations?.has(one) && rights.may(permissionOf(row.type, one), placeOf(row)),
    ),
  };
}
