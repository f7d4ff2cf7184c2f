import type { StoredOperation } from '../../plane/entity-types/known-types.ts';
import { invalidField } from '../../request/problem.ts';

interface Given {
  readonly name: string;
  readonly description?: string | undefined;
}

/** Operations as they are stored. Throws `invalid_request` where two have one name. */
export function describedOperations(given: readonly Given[]): StoredOperation[] {
  const names = new Set<string>();
  return given.map(({ name, description = '' }, at) => {
    if (names.has(name)) {
      throw invalidField(`operations.${at}.name`, `${name} is there already.`);
    }
    names.add(name);
    return { name, description };
  });
}

export const operationNames = (operations: readonly StoredOperation[]): string[] =>
  operations.map(({ name }) => name);
