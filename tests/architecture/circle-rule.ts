import { targetOf } from './import-target.ts';
import type { Rule } from './rule.ts';
import type { SourceFile } from './source-file.ts';

export const noCircles: Rule = {
  says: 'no file imports itself by way of others, not even for types',
  check: (files) => {
    const edges = edgesOf(files);
    const done = new Set<string>();
    return [...edges.keys()].flatMap((path) => circlesFrom(path, edges, done, []));
  },
};

type Edges = ReadonlyMap<string, readonly string[]>;

function edgesOf(files: readonly SourceFile[]): Edges {
  const known = new Set(files.map(({ path }) => path));
  return new Map(files.map((file) => [file.path, targetsOf(file).filter((to) => known.has(to))]));
}

function targetsOf(file: SourceFile): string[] {
  return file.imports.flatMap((one) => {
    const target = targetOf(file, one);
    if (target.kind === 'file') return [target.path];
    return target.kind === 'workspace' ? [`packages/${target.name}/src/index.ts`] : [];
  });
}

/** Depth first; each file is gone through once, so each circle is told once. */
function circlesFrom(path: string, edges: Edges, done: Set<string>, way: string[]): string[] {
  const start = way.indexOf(path);
  if (start !== -1) return [[...way.slice(start), path].join(' -> ')];
  if (done.has(path)) return [];

  const circles = (edges.get(path) ?? []).flatMap((next) =>
    circlesFrom(next, edges, done, [...way, path]),
  );
  done.add(path);
  return circles;
}
