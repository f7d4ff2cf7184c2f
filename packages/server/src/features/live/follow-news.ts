import { platzSocket } from '@keywright/contract';
import { readOperation } from '../../request/operation.ts';
import type { Follow } from './follow.ts';

/** What the caller may hear of, with where it happened and how: for a face, which has words of its own for it. */
export const newsOperation = (follow: Follow) =>
  readOperation(platzSocket, { run: (db, asked) => follow(db, asked) });
