import { at, packageOf, type Target, targetOf } from './import-target.ts';
import type { Rule } from './rule.ts';
import { isShipped } from './source-file.ts';

interface Allowance {
  /** With the entry, where it is another than the package's own. */
  readonly workspaces: readonly string[];
  readonly npm: 'any' | readonly string[];
  readonly builtins: boolean;
}

/** What the code of each package may import. A package without a row here may not exist. */
const allowances: Readonly<Record<string, Allowance>> = {
  contract: { workspaces: [], npm: ['zod'], builtins: false },
  sdk: { workspaces: ['contract', 'contract/calls'], npm: [], builtins: false },
  'sdk/node': { workspaces: ['contract', 'contract/calls'], npm: [], builtins: true },
  cli: { workspaces: ['sdk', 'sdk/node'], npm: ['commander', 'yaml', 'zod'], builtins: true },
  console: { workspaces: ['sdk'], npm: 'any', builtins: false },
  server: { workspaces: ['contract'], npm: 'any', builtins: true },
};

export const packageDirection: Rule = {
  says: 'packages import only what stands below them: contract <- sdk <- cli, console; contract <- server',
  check: (files) =>
    files.filter(isShipped).flatMap((file) => {
      const name = packageOf(file.path) ?? '';
      const allowed = allowances[isNodeOnly(file.path) ? 'sdk/node' : name];
      if (allowed === undefined) return [`${file.path} is in a package that has no rule`];
      return file.imports
        .filter((one) => !isAllowed(targetOf(file, one), name, allowed))
        .map((one) => `${at(file, one)} ${name} may not import ${one.specifier}`);
    }),
};

/** What of the client reads files and variables has an entry of its own: all else of it runs in browsers too. */
const isNodeOnly = (path: string) => /^packages\/sdk\/src\/node[/.]/.test(path);

function isAllowed(target: Target, name: string, allowed: Allowance): boolean {
  switch (target.kind) {
    case 'file':
      return packageOf(target.path) === name && (!isNodeOnly(target.path) || allowed.builtins);
    case 'workspace':
      return allowed.workspaces.includes([target.name, target.entry].filter(Boolean).join('/'));
    case 'builtin':
      return allowed.builtins;
    case 'npm':
      return allowed.npm === 'any' || allowed.npm.includes(target.name);
    default:
      throw target satisfies never;
  }
}
