import { chmodSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { root } from '../setup/paths.mjs';
import { runLogged } from '../setup/run-logged.mjs';
import { manifestIn, type Published, published } from './manifest.ts';

/**
 * Compiles one package into `<build>/<name>/dist`: JavaScript, its types, and maps that hold the source. What stands before it
 * must be there: it is compiled against their published types, as it will be installed.
 */
export async function compile(name: Published, build: string): Promise<void> {
  const config = `${build}/${name}.tsconfig.json`;
  writeFileSync(config, JSON.stringify(configOf(name, build)));
  const tsc = `${root}/node_modules/typescript/bin/tsc`;
  const log = `${build}/${name}.log`;
  await runLogged(`Compiling ${name}`, process.execPath, [tsc, '-p', config], { cwd: root, log });
  for (const file of globSync(`${build}/${name}/dist/**/*.d.ts`)) namePublished(file);
  for (const file of globSync(`${build}/${name}/dist/**/*.map`)) nameSource(file, name);
  for (const path of Object.values(manifestIn(name).bin ?? {})) {
    chmodSync(`${build}/${name}/${path.replace('src/', 'dist/').replace(/\.ts$/, '.js')}`, 0o755);
  }
}

function configOf(name: Published, build: string) {
  const before = published.slice(0, published.indexOf(name));
  return {
    extends: `${root}/tsconfig.json`,
    compilerOptions: {
      ...{ noEmit: false, allowJs: false, checkJs: false },
      ...{ allowImportingTsExtensions: false, rewriteRelativeImportExtensions: true },
      // Types were checked with all else of the checkout; a program has none for others.
      ...{ noCheck: true, declaration: manifestIn(name).exports !== undefined },
      ...{ sourceMap: true, inlineSources: true },
      target: 'es2023',
      typeRoots: [`${root}/node_modules/@types`],
      rootDir: `${root}/packages/${name}/src`,
      outDir: `${build}/${name}/dist`,
      paths: Object.fromEntries(before.flatMap((one) => typesOf(one, build))),
    },
    include: [`${root}/packages/${name}/src`],
    exclude: [`${root}/packages/*/src/**/*.test.ts`, `${root}/packages/*/src/**/*.test-d.ts`],
  };
}

/** Where the compiler finds the types of each entry of a package that was compiled before. */
function typesOf(name: Published, build: string): [string, string[]][] {
  return Object.entries(manifestIn(name).exports ?? {}).map(([entry, path]) => [
    `@keywright/${name}${entry.slice(1)}`,
    [`${build}/${name}/${path.replace('src/', 'dist/').replace(/\.ts$/, '.d.ts')}`],
  ]);
}

/** The compiler leaves `./x.ts` in types, which it can read, and not everything else that reads types can. */
function namePublished(file: string): void {
  const types = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    types.replace(/(\bfrom |\bimport\()(["'])(\.{1,2}\/[^"']+)\.ts\2/g, '$1$2$3.js$2'),
  );
}

/** Maps hold the source themselves; its name is where it would be beside `dist`, not where this checkout has it. */
function nameSource(file: string, name: Published): void {
  const map = JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] };
  const sources = map.sources.map((path) =>
    path.replace(/^.*\/packages\/[^/]+\/src\//, `@keywright/${name}/src/`),
  );
  writeFileSync(
    file,
    JSON.stringify({ ...map, sources: sources.map((path) => `keywright:///${path}`) }),
  );
}
