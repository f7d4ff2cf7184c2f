import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockfile = new URL('../../package-lock.json', import.meta.url);
const packages: Readonly<Record<string, Locked>> = JSON.parse(
  readFileSync(lockfile, 'utf8'),
).packages;

test('the lockfile holds what other platforms need, else `npm ci` refuses it everywhere', () => {
  const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.has(name))
      .map((name) => `${path} needs ${name}`),
  );
  expect(missing).toEqual([]);
});

test('the lockfile leaves the choice of registry to who installs', () => {
  const bound = Object.entries(packages).filter(([, one]) => one.resolved && !one.link);
  expect(bound.map(([path]) => path)).toEqual([]);
});
