import type { Db, Tx } from '../../storage/storage.ts';

/** Types that the site registered, by their words. In a change they are kept as they are until it is made. */
export async function readRegisteredTypes(db: Db, types: readonly string[]) {
  if (types.length === 0) return [];
  return db
    .selectFrom('entity_types')
    .select(['type', 'operations'])
    .where('type', 'in', types as readonly never[])
    .$if(isTx(db), (q) => q.forShare())
    .execute();
}

const isTx = (db: Db): db is Tx => 'announce' in db;
