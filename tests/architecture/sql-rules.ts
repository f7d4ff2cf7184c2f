import { at, targetOf } from './import-target.ts';
import type { Rule } from './rule.ts';
import { nameOf, placeOf } from './server-rooms.ts';
import { isShipped, type SourceFile, writingVerbs } from './source-file.ts';

const roomsWithQueries = ['features', 'request', 'plane', 'audit'];
const drivers = ['pg', 'node:sqlite', 'better-sqlite3'];

export const sqlInQueries: Rule = {
  says: 'SQL stands in the queries.ts of features, request, plane and audit, and in storage',
  check: (files) =>
    files
      .filter((file) => isShipped(file) && !mayHoldSql(file))
      .flatMap((file) => [
        ...file.tableUses.map((use) => `${at(file, use)} ${use.verb} outside queries.ts`),
        ...file.imports
          .filter((one) => one.specifier === 'kysely' && !one.typeOnly)
          .filter((one) => one.names.includes('sql') || one.names.length === 0)
          .map((one) => `${at(file, one)} imports sql outside queries.ts`),
      ]),
};

export const driversInStorage: Rule = {
  says: 'database drivers are imported by storage alone',
  check: (files) =>
    files
      .filter((file) => isShipped(file) && placeOf(file.path)?.room !== 'storage')
      .flatMap((file) =>
        file.imports
          .filter((one) => isDriver(file, one))
          .map((one) => `${at(file, one)} imports ${one.specifier} outside storage`),
      ),
};

function isDriver(file: SourceFile, one: SourceFile['imports'][number]): boolean {
  const target = targetOf(file, one);
  return (target.kind === 'npm' || target.kind === 'builtin') && drivers.includes(target.name);
}

function mayHoldSql({ path }: SourceFile): boolean {
  const place = placeOf(path);
  if (place === undefined) return false;
  if (place.room === 'storage') return true;
  return roomsWithQueries.includes(place.room) && path.endsWith('/queries.ts');
}

export const oneWriter: Rule = {
  says: 'each table is written by one room; operator commands may write beside it',
  check: (files) => {
    const writes = files.filter((file) => isShipped(file) && mayWriteOnce(file)).flatMap(writesOf);
    const unnamed = writes.filter(({ table }) => table === undefined);
    return [
      ...unnamed.map(({ place }) => `${place} writes a table that is not written out`),
      ...contested(writes),
    ];
  },
};

interface Write {
  readonly table: string | undefined;
  readonly room: string;
  readonly place: string;
}

/** Migrations of any table stand together in storage, and so are no second writer. */
function mayWriteOnce({ path }: SourceFile): boolean {
  return !/^packages\/server\/src\/(operator|storage\/migrations)\//.test(path);
}

function writesOf(file: SourceFile): Write[] {
  const place = placeOf(file.path);
  const verbs: readonly string[] = writingVerbs;
  if (place === undefined) return [];
  return file.tableUses
    .filter(({ verb }) => verbs.includes(verb))
    .map((use) => ({ table: use.table, room: nameOf(place), place: at(file, use) }));
}

function contested(writes: readonly Write[]): string[] {
  const byTable = Map.groupBy(
    writes.filter(({ table }) => table !== undefined),
    ({ table }) => table,
  );
  return [...byTable].flatMap(([table, all]) => {
    const writers = new Set(all.map(({ room }) => room));
    if (writers.size < 2) return [];
    const places = all.map(({ place }) => place).join(', ');
    return [`${places}: ${table} has several writers: ${[...writers].join(', ')}`];
  });
}
