import type { AuditAction } from '@keywright/contract';
import type { Cast } from './matrix-cast.ts';
import type { Outcome, Outcomes } from './matrix-outcomes.ts';
import type { Carrier, Headers, Member, Principal } from './matrix-principals.ts';

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
  /** Nobody has done anything yet that the record could name; or what it would end is spared, for it was used just now. */
  readonly isNobodysYet?: true;
  /** A stream that says nothing until something happens. */
  readonly isQuiet?: true;
  /** What the record says after it went well. Nothing, for one that changes nothing. */
  readonly leaves?: readonly AuditAction[];
}

/** What the row says that this principal gets with this carrier. */
export function outcomeOf(row: Row, principal: Principal, carrier: Carrier): Outcome {
  const outcome = row.gets[principal];
  if (typeof outcome === 'string') return outcome;
  const ofCarrier = outcome[carrier];
  if (ofCarrier === undefined)
    throw new Error(`The row says nothing of ${principal} with ${carrier}.`);
  return ofCarrier;
}
