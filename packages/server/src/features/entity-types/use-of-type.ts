import { permissionOf, type RegisteredType } from '@keywright/contract';
import { Problem } from '../../request/problem.ts';
import type { Db } from '../../storage/storage.ts';
import { countBareGrants, countEntities, countRoles, countScopes } from './queries.ts';

/** What names operations of a type. */
interface Naming {
  readonly roles: number;
  readonly grants: number;
  readonly scopes: number;
}

export interface UseOfType extends Naming {
  readonly entities: number;
}

/** What would be left without a meaning if these operations went. */
export async function namingOf(
  db: Db,
  type: RegisteredType,
  operations: readonly string[],
): Promise<Naming> {
  if (operations.length === 0) return { roles: 0, grants: 0, scopes: 0 };
  const permissions = operations.map((operation) => permissionOf(type, operation));
  return {
    roles: await countRoles(db, permissions),
    grants: await countBareGrants(db, permissions),
    scopes: await countScopes(db, permissions),
  };
}

/** The same of the whole type, with the entities that are of it. */
export async function useOfType(
  db: Db,
  type: RegisteredType,
  operations: readonly string[],
): Promise<UseOfType> {
  return {
    entities: await countEntities(db, type),
    ...(await namingOf(db, type, operations)),
  };
}

const nouns = {
  entities: ['entity', 'entities'],
  roles: ['custom role', 'custom roles'],
  grants: ['grant with a list of permissions', 'grants with lists of permissions'],
  scopes: ['scope of a token', 'scopes of tokens'],
} as const satisfies Record<keyof UseOfType, readonly [string, string]>;

/** Throws `in_use` where anything is of it or names it: what was granted would else mean nothing, unseen. */
export function refuseInUse(what: string, use: Naming & Partial<UseOfType>): void {
  const parts = (Object.keys(nouns) as (keyof UseOfType)[]).flatMap((key) => {
    const count = use[key] ?? 0;
    return count === 0 ? [] : [`${count.toLocaleString('en')} ${nouns[key][count === 1 ? 0 : 1]}`];
  });
  if (parts.length === 0) return;
  throw new Problem('in_use', {
    message: `${what} is in use by ${parts.join(', ')}. Remove it there first.`,
  });
}
