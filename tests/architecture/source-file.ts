/** What the rules know of a source file. */
export interface SourceFile {
  /** From the root of the checkout: `packages/server/src/app.ts`. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  /** Its every statement passes on what another file exports. */
  readonly onlyReexports: boolean;
  readonly tableUses: readonly TableUse[];
}

/** An import in any form: of values or types, static or dynamic, passed on, or `import('x').T`. */
export interface Import {
  readonly specifier: string;
  /** Names as the other file exports them; empty where all of it is imported. */
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  readonly line: number;
}

export const readingVerbs = ['selectFrom'] as const;
export const writingVerbs = [
  'insertInto',
  'replaceInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
] as const;

/** A query on a table, through Kysely or inside a template tagged `sql`. */
export interface TableUse {
  readonly verb: (typeof readingVerbs)[number] | (typeof writingVerbs)[number];
  /** Undefined where the table is not written out. */
  readonly table: string | undefined;
  readonly line: number;
}

const isTest = (path: string): boolean => /\.(test|spec|test-d)\.tsx?$/.test(path);

/** Code that is shipped: in a package's src folder, and no test. */
export const isShipped = ({ path }: SourceFile): boolean =>
  /^packages\/[^/]+\/src\//.test(path) && !isTest(path);
