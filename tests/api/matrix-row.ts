import type { AuditAction } from '@keywright/contract';
import type { Cast } from './matrix-cast.ts';
import type { Outcomes } from './matrix-outcomes.ts';
import type { Headers, Member } from './matrix-principals.ts';

/** A valid request. */
export interface Asking {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Headers;
}

export interface Row {
  /** A valid request about something fresh that belongs to `owner`, or to the tree. */
  ask(cast: Cast, owner: Member): Asking | Promise<Asking>;
  readonly gets: Outcomes;
  /** The request ends credentials of its caller or of the owner. */
  readonly endsCredentials?: true;
  /** Only the runner that registered the cluster gets it; what it reports stands in History, and not on the record. */
  readonly byRunner?: true;
  /** What is sent through the server is nobody's record. */
  readonly passesThrough?: true;
  /** A stream that says nothing until something happens. */
  readonly isQuiet?: true;
  /** What the record says after it went well. Nothing, for one that changes nothing. */
  readonly leaves?: readonly AuditAction[];
}
