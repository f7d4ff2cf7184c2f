import { describe, expect, test } from 'vitest';
import { parseSource } from './parse-source.ts';
import { planted } from './planted.ts';
import { readSources } from './read-sources.ts';
import { type RuleName, rules } from './rules.ts';
import { looseFiles, type Room, rooms } from './server-rooms.ts';
import type { SourceFile } from './source-file.ts';

const sources = readSources();
const ruleNames = Object.keys(rules) as RuleName[];

function plant(texts: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(texts).map(([path, text]) => parseSource(path, text));
}

test('the sources are found', () => {
  const paths = sources.map(({ path }) => path);
  expect(paths).toContain('packages/contract/src/index.ts');
  expect(paths).toContain('packages/server/src/storage/open.ts');
  expect(paths).toContain('tests/architecture/architecture.test.ts');
});

describe.each(ruleNames)('%s', (name) => {
  const rule = rules[name];

  test(rule.says, () => {
    expect(rule.check(sources)).toEqual([]);
  });

  test.each(planted[name])('bites when broken: $breaks', (example) => {
    const [first = ''] = Object.keys(example.sources);
    const untouched = sources.filter(({ path }) => !(path in example.sources));
    const found = rule.check([...untouched, ...plant(example.sources)]);
    expect(found.join('\n')).toContain(first);
  });
});

describe('every pair of rooms', () => {
  const names = Object.keys(rooms) as Room[];
  const fileOf = (room: Room, name: string): string => {
    const loose = Object.entries(looseFiles).find(([, owner]) => owner === room)?.[0];
    const folder = room === 'features' ? 'features/planted' : room;
    return `packages/server/src/${loose ?? `${folder}/${name}.ts`}`;
  };
  const pairs = names.flatMap((from) =>
    names.filter((to) => to !== from).map((to) => ({ from, to })),
  );

  test.each(pairs)('$from importing $to is refused, unless it stands below', ({ from, to }) => {
    const path = fileOf(from, 'from');
    const up = '../'.repeat(path.split('/').length - 4);
    const specifier = `./${up}${fileOf(to, 'to').slice('packages/server/src/'.length)}`;
    const below: readonly string[] = rooms[from];
    const found = rules.serverRooms.check(plant({ [path]: `import '${specifier}';` }));
    expect(found).toHaveLength(below.includes(to) ? 0 : 1);
  });
});

describe('what the rules allow', () => {
  test.each([
    ['features/a/x.ts', "import type { Config } from '../../config.ts';"],
    ['features/a/x.ts', "import { y } from './y.ts';"],
    ['features/a/inner/x.ts', "import { y } from '../y.ts';"],
    ['http/problems.ts', "import { StorageUnavailable } from '../storage/errors.ts';"],
    ['config.ts', "import type { StorageConfig } from './storage/open.ts';"],
    ['config.ts', "import { Secret } from './plane/secret.ts';"],
    ['features/a/x.test.ts', "import '../b/x.ts'; import '../../../../../tests/kit/server.ts';"],
    ['features/a/queries.ts', "import { sql } from 'kysely'; sql`select 1 for update`;"],
    ['features/a/x.ts', "import type { Kysely } from 'kysely';"],
    ['storage/migrations/0001.ts', "export const up = (db: any) => db.insertInto('users');"],
  ])('%s: %s', (path, text) => {
    const files = plant({ [`packages/server/src/${path}`]: text });
    expect(ruleNames.flatMap((name) => rules[name].check(files))).toEqual([]);
  });
});
