import type { TokenAccess } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import type { TokenOwner } from '../queries.ts';

/** A token that is about to be made, or to get a new secret. */
export interface Planned {
  readonly owner: TokenOwner;
  readonly access: TokenAccess;
  /** Milliseconds since 1970; null: never. */
  readonly end: number | null;
  /** Whether somebody asked for that end. One that follows from an older token may be drawn nearer. */
  readonly isSaid: boolean;
  /** Where its fields stand in the body, such as `token.`. */
  readonly at?: string;
  readonly now: number;
}

/**
 * When a token ends that the policies of the site and of its owner's organizations let be made, held as they are until
 * the transaction ends. Throws `against_policy` where they do not.
 */
export type EndByPolicy = (tx: Tx, planned: Planned) => Promise<number | null>;
