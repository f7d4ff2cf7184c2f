import { at, targetOf } from './import-target.ts';
import type { Rule } from './rule.ts';
import { isShipped, type SourceFile } from './source-file.ts';

/** Each room of the server, and the rooms its code may import from beside itself. */
export const rooms = {
  main: ['app', 'config', 'operator'],
  app: [
    'config',
    'version',
    'http',
    'gates',
    'faces',
    'features',
    'request',
    'plane',
    'audit',
    'storage',
    'development',
    'loopback',
  ],
  config: ['loopback'],
  version: [],
  loopback: [],
  http: ['request', 'plane', 'loopback'],
  gates: ['request', 'plane'],
  faces: ['request', 'plane'],
  features: ['request', 'plane', 'audit', 'storage', 'loopback'],
  operator: ['features', 'plane', 'audit', 'storage'],
  request: ['plane', 'audit', 'storage'],
  plane: ['storage'],
  audit: ['storage'],
  storage: [],
  development: ['loopback'],
} as const satisfies Record<string, readonly string[]>;

/** Files that stand in no folder, by the room they belong to. */
export const looseFiles: Readonly<Record<string, Room>> = {
  'main.ts': 'main',
  'operator.ts': 'main',
  'app.ts': 'app',
  'operations.ts': 'app',
  'open-mqtt.ts': 'app',
  'open-revocation.ts': 'app',
  'open-sign-in.ts': 'app',
  'config.ts': 'config',
  'mqtt-config.ts': 'config',
  'settings.ts': 'config',
  'version.ts': 'version',
  'loopback.ts': 'loopback',
};

/** Single files that some may import though their room stands elsewhere: words, without behaviour. */
const sharedFiles: Readonly<Record<string, readonly Room[]>> = {
  // Whoever tells people of a failure must know its kind.
  'storage/errors.ts': ['main', 'http', 'gates', 'faces'],
  // The settings hold secrets, and must not be able to print them either.
  'plane/secret.ts': ['config'],
};

/** Rooms whose types describe what is handed around; for values the table above holds. */
const sharedTypes: Readonly<Record<string, 'all' | readonly Room[]>> = {
  config: 'all',
  storage: ['config'],
};

export type Room = keyof typeof rooms;

const source = 'packages/server/src/';

export interface Place {
  readonly room: string;
  /** Which of the features; they are rooms of their own to each other. */
  readonly feature: string | undefined;
  /** From the server's src folder: `storage/errors.ts`. */
  readonly file: string;
}

export function placeOf(path: string): Place | undefined {
  if (!path.startsWith(source)) return undefined;
  const file = path.slice(source.length);
  const [first = '', inner] = file.split('/');
  const room = inner === undefined ? (looseFiles[first] ?? first) : first;
  return { room, feature: room === 'features' ? inner : undefined, file };
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
        .map((one) => `${at(file, one)} ${nameOf(from)} may not import ${one.place.file}`);
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
  if (!isRoom(from.room)) return false;
  const below: readonly string[] = rooms[from.room];
  if (below.includes(to.room)) return true;
  if (sharedFiles[to.file]?.includes(from.room)) return true;
  const readers = sharedTypes[to.room] ?? [];
  return typeOnly && (readers === 'all' || readers.includes(from.room));
}

function isRoom(room: string): room is Room {
  return Object.hasOwn(rooms, room);
}
