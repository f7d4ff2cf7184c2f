import { readFileSync } from 'node:fs';
import { root } from '../setup/paths.mjs';

/** What others install, each after what it needs. */
export const published = ['contract', 'sdk', 'cli'] as const;
export type Published = (typeof published)[number];

/** The oldest Node these packages are tried on; from 22.12 on `require()` takes them too. */
const engines = { node: '>=22.12' };

type Strings = Readonly<Record<string, string>>;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: Strings;
  readonly bin?: Strings;
  readonly dependencies?: Strings;
  readonly [field: string]: unknown;
}

/** As it stands in the checkout, where TypeScript runs as it is. */
export const manifestIn = (name: Published): Manifest =>
  JSON.parse(readFileSync(`${root}/packages/${name}/package.json`, 'utf8'));

/**
 * The package.json that is published: entries point at what was compiled, and nothing is left that only the checkout needs.
 * The checkout's own stays private, so that what is not compiled cannot be published by mistake.
 */
export function publishedManifest(name: Published, env = process.env): Manifest {
  const { private: _, devDependencies: __, scripts: ___, ...manifest } = manifestIn(name);
  const { exports, bin, dependencies } = manifest;
  const repository = repositoryOf(env);
  return {
    ...manifest,
    ...(repository && { repository: { ...repository, directory: `packages/${name}` } }),
    engines,
    files: bin ? ['dist', 'man'] : ['dist'],
    ...(bin && { man: 'man/keywright.1' }),
    ...(exports && { exports: mapped(exports, entryOf) }),
    ...(bin && { bin: mapped(bin, (path) => compiled(path, '.js').replace(/^\.\//, '')) }),
    ...(dependencies && { dependencies: rangesOf(dependencies) }),
    publishConfig: { access: 'public', provenance: true },
  };
}

function mapped<T>(entries: Strings, change: (value: string, key: string) => T) {
  return Object.fromEntries(
    Object.entries(entries).map(([key, value]) => [key, change(value, key)]),
  ) as Record<string, T & string>;
}

const compiled = (path: string, extension: string) =>
  path.replace(/^\.\/src\//, './dist/').replace(/\.ts$/, extension);

const entryOf = (path: string) =>
  ({ types: compiled(path, '.d.ts'), default: compiled(path, '.js') }) as unknown as string;

/** Our own go together, version by version. Of others whatever is compatible: a pin would install many a program two of one. */
const rangesOf = (dependencies: Strings) =>
  mapped(dependencies, (version, name) =>
    name.startsWith('@keywright/') ? version : `^${version}`,
  );

/**
 * A provenance statement is refused unless the package names the repository that was built from, which nothing knows
 * better than what builds it.
 */
function repositoryOf(env: NodeJS.ProcessEnv): { type: 'git'; url: string } | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, CI_PROJECT_URL } = env;
  const github =
    GITHUB_REPOSITORY && `${GITHUB_SERVER_URL ?? 'https://github.com'}/${GITHUB_REPOSITORY}`;
  const url = github || CI_PROJECT_URL;
  return url ? { type: 'git', url: `git+${url}.git` } : undefined;
}
