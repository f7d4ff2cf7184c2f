import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

/** What the threads of SQLite are asked, and what they answer. */
export interface SqliteOptions {
  readonly path: string;
  readonly readOnly: boolean;
}

export type SqliteRequest =
  | {
      readonly id: number;
      readonly kind: 'query';
      readonly sql: string;
      readonly parameters: readonly SQLInputValue[];
    }
  | { readonly id: number; readonly kind: 'backup'; readonly path: string };

export type SqliteReply =
  | {
      readonly id: number;
      readonly ok: true;
      readonly rows: readonly Record<string, SQLOutputValue>[];
      readonly changes: number;
    }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly code: number };
