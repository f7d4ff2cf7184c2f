import { builtInEntityTypes, entityTypes, isBuiltInType } from '@keywright/contract';
import type { Db } from '../../storage/storage.ts';
import { readRegisteredTypes } from './queries.ts';

/** The operations that each type has; a type that is not there does not exist. */
export type KnownTypes = ReadonlyMap<string, ReadonlySet<string>>;

/** What exists of these types. Built-in ones are part of the program, and not read; registered ones by one statement. */
export async function knownTypes(db: Db, types: Iterable<string>): Promise<KnownTypes> {
  const asked = [...new Set(types)];
  const known = new Map<string, ReadonlySet<string>>();
  for (const type of asked) {
    if (isBuiltInType(type)) known.set(type, new Set<string>(entityTypes[type]));
  }
  const others = asked.filter((type) => !known.has(type));
  for (const row of await readRegisteredTypes(db, others)) {
    known.set(row.type, operationNames(row.operations));
  }
  return known;
}

/** A registered operation, as the row of its type holds it. */
export interface StoredOperation {
  readonly name: string;
  readonly description: string;
}

export const storedOperations = (json: string): StoredOperation[] => JSON.parse(json);

const operationNames = (json: string): ReadonlySet<string> =>
  new Set(storedOperations(json).map(({ name }) => name));

const entityTypeWords: ReadonlySet<string> = new Set(builtInEntityTypes);

/** Whether nodes of the type are entities: those of every registered type are. */
export const isOfEntities = (type: string): boolean =>
  entityTypeWords.has(type) || !isBuiltInType(type);
