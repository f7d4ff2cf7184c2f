import {
  maxScopes,
  type NewTokenScope,
  narrowestScope,
  type Permission,
  type ProjectId,
  permissionOf,
  type ResourceId,
  standsInProject,
  unscopable,
} from '@keywright/contract';
import type { KnownTypes } from '../../../plane/entity-types/known-types.ts';
import { invalidField } from '../../../request/problem.ts';

/** One operation on one target, as it was asked for. */
export interface AskedScope {
  readonly type: string;
  readonly permission: Permission;
  readonly projectId: ProjectId | null;
  readonly entityId: ResourceId | null;
  /** Which of the scopes in the request it is of: `scopes.3`. */
  readonly at: string;
}

/** Each operation apart. Throws `invalid_request` naming the field. */
export function readAsked(
  asked: readonly NewTokenScope[],
  types: KnownTypes,
  field: string,
): AskedScope[] {
  const count = asked.reduce((sum, { operations }) => sum + (operations?.length ?? 1), 0);
  if (count > maxScopes) throw tooMany(field);
  return asked.flatMap((one, i) => readOne(one, types, `${field}.${i}`));
}

export const tooMany = (field: string) =>
  invalidField(
    field,
    `A token has at most ${maxScopes.toLocaleString('en')} scopes. Wider ones need fewer.`,
  );

function readOne(one: NewTokenScope, types: KnownTypes, at: string): AskedScope[] {
  const { entity_type: type } = one;
  const known = types.get(type);
  if (!known) throw invalidField(`${at}.entity_type`, 'There is no such entity type.');
  const projectId = one.project_id ?? null;
  const entityId = one.entity_id === '*' ? null : (one.entity_id ?? null);
  return namedOperations(one, at).map(({ operation, field }) => {
    if (!known.has(operation)) {
      throw invalidField(field, `${type} has no such operation. It has: ${[...known].join(', ')}.`);
    }
    const permission = permissionOf(type, operation);
    if (unscopable.has(permission)) {
      throw invalidField(field, `No scope can let a token do ${permission}.`);
    }
    refuseNarrower({ type, operation, projectId, entityId }, at);
    return { type, permission, projectId, entityId, at };
  });
}

function namedOperations({ operation, operations }: NewTokenScope, at: string) {
  if (operations === undefined) {
    if (operation === undefined) throw invalidField(`${at}.operation`, 'Name an operation.');
    return [{ operation, field: `${at}.operation` }];
  }
  if (operation !== undefined) {
    throw invalidField(`${at}.operations`, 'Give either operation or operations, not both.');
  }
  return operations.map((one, i) => ({ operation: one, field: `${at}.operations.${i}` }));
}

interface Narrowed extends Pick<AskedScope, 'type' | 'projectId' | 'entityId'> {
  readonly operation: string;
}

/** A scope that is narrower than where its operation is decided would open nothing, ever. */
function refuseNarrower({ type, operation, projectId, entityId }: Narrowed, at: string): void {
  const permission = permissionOf(type, operation);
  const narrowest = narrowestScope(type, operation);
  if (entityId !== null && narrowest !== 'entity') {
    throw invalidField(
      `${at}.entity_id`,
      operation === 'create'
        ? `${permission} is about what is not there yet: leave entity_id out.`
        : `${permission} cannot be narrowed to one entity: leave entity_id out.`,
    );
  }
  if (projectId !== null && (narrowest === 'site' || !standsInProject(type))) {
    throw invalidField(
      `${at}.project_id`,
      `${permission} cannot be narrowed to a project: leave project_id out.`,
    );
  }
}
