import { builtInEntityTypes, type ResourceType } from '@keywright/contract';
import { isOfEntities, knownTypes } from '../../../plane/entity-types/known-types.ts';
import { invalidField } from '../../../request/problem.ts';
import type { Db } from '../../../storage/storage.ts';
import { refuseMissingOperation } from '../entity-target.ts';
import { registeredTypesInUse } from './queries.ts';

/**
 * The types whose entities are looked for: the one that is asked for, or all that there are entities of. Throws
 * `invalid_request` where the one asked for is no type of entities, or one that is not listed.
 */
export async function listableTypes(db: Db, asked: string | undefined): Promise<ResourceType[]> {
  if (asked === undefined) return [...builtInEntityTypes, ...(await listedTypesInUse(db))];
  if (!isOfEntities(asked) || !(await knownTypes(db, [asked])).has(asked)) {
    throw invalidField('type', 'There is no such type of entities.');
  }
  await refuseMissingOperation(db, asked, 'list');
  return [asked as ResourceType];
}

async function listedTypesInUse(db: Db): Promise<ResourceType[]> {
  const types = await registeredTypesInUse(db);
  const known = await knownTypes(db, types);
  return types.filter((type) => known.get(type)?.has('list'));
}
