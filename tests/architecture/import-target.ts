import { posix } from 'node:path';
import type { Import, SourceFile } from './source-file.ts';

/** What an import reaches. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'workspace'; readonly name: string; readonly entry: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'npm'; readonly name: string };

const workspaceScope = '@keywright/';

export function targetOf(file: SourceFile, { specifier }: Import): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'file', path: posix.join(posix.dirname(file.path), specifier) };
  }
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier };
  if (specifier.startsWith(workspaceScope)) {
    const [name = '', ...rest] = specifier.slice(workspaceScope.length).split('/');
    return { kind: 'workspace', name, entry: rest.join('/') };
  }
  const parts = specifier.split('/');
  return { kind: 'npm', name: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}

/** `packages/console/src/main.tsx` is of the package `console`; what is in no package, of none. */
export function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1];
}

/** Where in the checkout a violation stands. */
export const at = (file: SourceFile, { line }: { line: number }): string => `${file.path}:${line}`;
