import { isBuiltInPermission } from '@keywright/contract';
import { knownTypes } from '../plane/entity-types/known-types.ts';
import type { Db } from '../storage/storage.ts';
import { Problem } from './problem.ts';

/**
 * Throws `invalid_request`, naming the field, where one of these permissions does not exist: the contract's schemas know
 * the built-in ones, and of those of registered types the form alone. In a change, the types are kept as they are.
 */
export async function refuseUnknownPermissions(
  db: Db,
  permissions: readonly string[],
  field: string,
): Promise<void> {
  const registered = permissions.filter((permission) => !isBuiltInPermission(permission));
  const types = await knownTypes(db, registered.map(typeOf));
  const unknown = registered.find(
    (permission) => !types.get(typeOf(permission))?.has(operationOf(permission)),
  );
  if (unknown === undefined) return;
  const message = 'There is no such permission.';
  throw new Problem('invalid_request', {
    message: `${field}: ${message}`,
    fields: [{ field, message }],
    permission: unknown,
  });
}

const typeOf = (permission: string) => permission.split('.')[0] ?? '';
const operationOf = (permission: string) => permission.split('.')[1] ?? '';
