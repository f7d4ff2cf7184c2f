import type { AnyId, LiveEvent, ResourceId } from '@keywright/contract';

/** A committed change that a caller may hear of: which row, where, and what became of it. */
export interface News {
  readonly kind: Exclude<LiveEvent['kind'], 'resync'>;
  readonly id: AnyId;
  readonly change: 'create' | 'update' | 'delete';
  /** The node of the tree it happened at and all above it, from the site down; null: the site. */
  readonly path: readonly ResourceId[] | null;
  /** A grant that is of one deployment kind. */
  readonly isOfKind: boolean;
}

/**
 * What a caller hears while they listen: news; `resync` where some may have been missed; `alive` now and then; and
 * `over`, last of all, once their credential no longer counts.
 */
export type Heard = News | 'resync' | 'alive' | 'over';
