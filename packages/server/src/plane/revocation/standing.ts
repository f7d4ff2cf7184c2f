import type { Position } from '../../storage/revocation-log.ts';

/**
 * Whether this server may answer from memory, and what may be kept there. All of it is by the protocol of
 * docs/revocation.md; who keeps decisions in memory needs no more of it than this.
 */
export interface Standing {
  /**
   * Whether the lease holds at this very moment. Ask in the same synchronous stretch as the answer, with everything in
   * hand: no await in between, and never kept for later.
   */
  holds(): boolean;
  /**
   * Resolves once it holds (asked again all the same before an answer), with how far the change feed was applied at that
   * moment: what is read then must not be from before. Rejects with StorageUnavailable.
   */
  hold(): Promise<Position>;
  /**
   * Resolves once what was committed before this call is applied here: for who heard of a change by another way than
   * the feed. Rejects with StorageUnavailable.
   */
  renew(): Promise<void>;
  /** Milliseconds since 1970 by the database's clock, carried forward by this machine's monotonic one; never backwards. */
  now(): number;
  /**
   * Whether what was read at this position may be stored, and answered by: nothing that was applied since concerns these
   * keys. Where not, read again.
   */
  admits(position: Position, keys: readonly string[]): boolean;
  /** Calls `dependant` with every change from now on, in order. Returns the way to stop. */
  follow(dependant: Dependant): () => void;
}

/** Somebody who keeps what decisions are made of, such as a cache or a live connection. */
export interface Dependant {
  /** Forget what depends on these keys; at once and synchronously, for a valid lease says that it was done. */
  drop(keys: readonly string[]): void;
  /** Forget everything. */
  empty(): void;
  /**
   * Resolves when whoever was handed something of it (a verifier) has confirmed what was dropped so far, or has no lease
   * any more. Left out: nobody was.
   */
  settled?(): Promise<void>;
  /** Stops handing anything out, and resolves when nobody answers by what was handed out any more. Left out: nobody does. */
  drained?(): Promise<void>;
}
