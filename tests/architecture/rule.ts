import type { SourceFile } from './source-file.ts';

/** A rule of the architecture over all source files. */
export interface Rule {
  /** As a failing test reads it. */
  readonly says: string;
  /** One line per violation, beginning with the place; none where the rule holds. */
  check(files: readonly SourceFile[]): string[];
}
