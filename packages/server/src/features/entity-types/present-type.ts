import {
  builtInTypeWords,
  type EntityType,
  entityTypes,
  type ListedEntityType,
  scopeWidthOf,
} from '@keywright/contract';
import { onSite, type Rights } from '../../plane/decide.ts';
import { storedOperations } from '../../plane/entity-types/known-types.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import type { Db } from '../../storage/storage.ts';
import type { TypeRow } from './queries.ts';

/** Types of a site as decisions see them: they belong to it alone. */
export const typeResource = (row: Pick<TypeRow, 'id'> | null) =>
  onSite('entity_type', row?.id ?? null);

export const rightsOnTypes = (db: Db, plane: Plane, caller: Caller): Promise<Rights> =>
  plane.rights(db, caller, [typeResource(null)]);

export function presentBuiltIn(type: EntityType): ListedEntityType {
  return {
    id: null,
    type,
    is_built_in: true,
    ...builtInTypeWords(type),
    operations: [...entityTypes[type]],
    scopes: scopeWidthOf(type),
    abilities: [],
  };
}

export function presentType(rights: Rights, row: TypeRow): ListedEntityType {
  const operations = storedOperations(row.operations);
  const place = typeResource(row);
  const abilities: ListedEntityType['abilities'] = [];
  if (rights.may('entity_type.update', place)) abilities.push('update');
  if (rights.may('entity_type.delete', place)) abilities.push('delete');
  return {
    id: row.id,
    type: row.type,
    is_built_in: false,
    title: row.title,
    description: row.description,
    operations: operations.map(({ name }) => name),
    meanings: Object.fromEntries(operations.map(({ name, description }) => [name, description])),
    scopes: scopeWidthOf(row.type),
    abilities,
  };
}
