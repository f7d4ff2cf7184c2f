import { at, targetOf } from './import-target.ts';
import type { Rule } from './rule.ts';
import { isShipped, type SourceFile } from './source-file.ts';

/** Each room of the server, and the rooms its code may import from beside itself. */
export const rooms = {
  'main.ts': ['app.ts', 'config.ts', 'operator'],
  'operator.ts': ['app.ts', 'config.ts', 'operator'],
  'app.ts': [
    'config.ts',
    'http',
    'gates',
    'faces',
    'features',
    'request',
    'plane',
    'audit',
    'storage',
    'development',
  ],
  'config.ts': [],
  http: ['request', 'plane'],
  gates: ['request', 'plane'],
  faces: ['request', 'plane'],
  features: ['request', 'plane', 'audit', 'storage'],
  operator: ['features', 'plane', 'audit', 'storage'],
  request: ['plane', 'audit', 'storage'],
  plane: ['storage'],
  audit: ['storage'],
  storage: [],
  development: [],
} as const satisfies Record<string, readonly string[]>;

export type Room = keyof typeof rooms;

const source = 'packages/server/src/';

export interface Place {
  readonly room: string;
  /** Which of the features; they are rooms of their own to each other. */
  readonly feature: string | undefined;
}

export function placeOf(path: string): Place | undefined {
  if (!path.startsWith(source)) return undefined;
  const [room = '', inner = ''] = path.slice(source.length).split('/');
  return { room, feature: room === 'features' ? inner : undefined };
}

/** A room as people name it: `features/tokens`, `storage`. */
export const nameOf = ({ room, feature }: Place): string =>
  feature === undefined ? room : `${room}/${feature}`;

export const serverRooms: Rule = {
  says: 'rooms of the server import only rooms below them, and no feature another',
  check: (files) =>
    files.filter(isShipped).flatMap((file) => {
      const from = placeOf(file.path);
      if (from === undefined) return [];
      if (!isRoom(from.room)) return [`${file.path} is in a room that has no rule`];
      return importsOf(file)
        .filter(({ place, typeOnly }) => !mayImport(from, place, typeOnly))
        .map((one) => `${at(file, one)} ${nameOf(from)} may not import ${nameOf(one.place)}`);
    }),
};

function importsOf(file: SourceFile) {
  return file.imports.flatMap((one) => {
    const target = targetOf(file, one);
    const place = target.kind === 'file' ? placeOf(target.path) : undefined;
    return place === undefined ? [] : [{ place, typeOnly: one.typeOnly, line: one.line }];
  });
}

function mayImport(from: Place, to: Place, typeOnly: boolean): boolean {
  if (nameOf(from) === nameOf(to)) return true;
  if (to.room === 'config.ts' && typeOnly) return true;
  if (!isRoom(from.room)) return false;
  const below: readonly string[] = rooms[from.room];
  return below.includes(to.room);
}

function isRoom(room: string): room is Room {
  return Object.hasOwn(rooms, room);
}
