import type {
  AuditChange,
  BodyOf,
  Endpoint,
  OutputOf,
  ParamsOf,
  Permission,
  PreviewOf,
  PrincipalId,
  QueryOf,
  TokenId,
} from '@keywright/contract';
import type { Actor, Origin } from '../audit/actor.ts';
import type { Resource } from '../plane/decide.ts';
import type { Caller } from '../plane/principal.ts';
import type { Secret } from '../plane/secret.ts';
import type { Db, Tx } from '../storage/storage.ts';
import type { Problem } from './problem.ts';

/** What an operation is asked: its decoded input, who asks (where that is looked at), and when. */
export interface Asked<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly caller: E['access']['rule'] extends 'public' ? undefined : Caller;
  readonly origin: Origin;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Aborted when the client has gone or the server is shutting down. */
  readonly signal: AbortSignal;
  readonly cookies: Readonly<Partial<Record<CookieName, Secret>>>;
  /** What the sender calls this delivery, the same when it is sent again; as long as they like. Undefined: nothing. */
  readonly deliveryId: string | undefined;
}

export type CookieName = 'session' | 'sign_in';

/** A cookie to set for so long, or (null) to take away. */
export interface CookieChange {
  readonly name: CookieName;
  readonly set: { readonly value: Secret; readonly maxAgeMs: number } | null;
}

/** What a request is about, loaded (and in a change: locked) before it is authorized. */
export interface Target<Row> {
  readonly row: Row;
  readonly resource: Resource;
  /** The permission that it takes, where it depends on what is asked: in place of the endpoint's own. */
  readonly permission?: Permission;
  /** Whose it is. Only the `owner` rule asks. */
  readonly owner?: PrincipalId;
  /** The token that it is, where it is one: a token may do some things to itself. */
  readonly credential?: TokenId;
  /**
   * Whether the caller may know that it is there, so that a refusal says what is missing; or the permission that shows
   * it to them. Without it nobody who may not do this learns that it exists.
   */
  readonly visible?: boolean | Permission;
}

/** Where access is decided on a target, the operation has to say how to load it; undefined: not there. */
type Targeted<E extends Endpoint, Handle, Row> = E['access']['rule'] extends 'permission' | 'owner'
  ? { target(handle: Handle, asked: Asked<E>): Promise<Target<Row> | undefined> }
  : { target?: undefined };

/** Work that must not happen inside a transaction, such as a call to another server. */
interface Prepared<E extends Endpoint, P> {
  prepare?(asked: Asked<E>): Promise<P>;
}

/** Bytes of a media type, with the tag that lets a browser keep them. */
export interface Media {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly etag: string;
}

/** Where a browser is sent next. */
export interface Redirect {
  readonly location: string;
}

export type Result<E extends Endpoint> = E['answer'] extends { media: string }
  ? Media
  : E['answer'] extends { redirect: string }
    ? Redirect
    : E['answer'] extends { events: unknown }
      ? AsyncIterable<unknown>
      : E['answer'] extends { messages: unknown }
        ? unknown
        : OutputOf<E>;

export type ReadOperation<E extends Endpoint, Row, P> = Targeted<E, Db, Row> &
  Prepared<E, P> & {
    run(db: Db, asked: Asked<E>, row: Row, prepared: P): Promise<Result<E> | Answered<E>>;
  };

/** An answer that also changes cookies. */
export interface Answered<E extends Endpoint> {
  readonly output: Result<E>;
  readonly cookies: readonly CookieChange[];
}

/** What a change left behind: its answer, and what the record says of it. */
export interface Changed<E extends Endpoint> {
  readonly output: Result<E>;
  /** One event or several; `unchanged` where all was already as asked. Leaving it out does not compile. */
  readonly audit:
    | AuditChange
    | readonly AuditChange[]
    | typeof unchanged
    | typeof nothingStored
    | typeof ownRecord;
  /** Who acted, where the request itself does not say: a sign-in. */
  readonly actor?: Actor;
  readonly cookies?: readonly CookieChange[];
  /** Called once this is committed, and never where it is not: to begin what follows from it. Must not throw. */
  readonly afterCommit?: () => void;
}

/** A request that is refused, and changed something all the same: that it came is what counts. Committed, then refused. */
export interface RefusedChange extends Pick<Changed<Endpoint>, 'audit' | 'actor'> {
  readonly refusal: Problem;
}

/**
 * Said instead of an audit event by an operation that found all as it was asked to make it. It is confirmed as a change is:
 * the one that made it so may still be on its way to some server.
 */
export const unchanged = Symbol('unchanged');

/** Said by an operation that did nothing to what is stored, or had nothing to do. */
export const nothingStored = Symbol('nothing stored');

/** Said by an operation whose rows are the record themselves: what a runner reports of a task stands in History. */
export const ownRecord = Symbol('own record');

/** Where an endpoint can be tried, the operation has to say what would come of it; it reads, and changes nothing. */
type Tried<E extends Endpoint, Row> = [PreviewOf<E>] extends [never]
  ? { preview?: undefined }
  : { preview(tx: Tx, asked: Asked<E>, row: Row): Promise<PreviewOf<E>> };

export type ChangeOperation<E extends Endpoint, Row, P> = Targeted<E, Tx, Row> &
  Tried<E, Row> &
  Prepared<E, P> & {
    /** Set where it may change or end a credential of its caller: such changes of one caller wait in line. */
    readonly changesCredentials?: true;
    run(tx: Tx, asked: Asked<E>, row: Row, prepared: P): Promise<Changed<E> | RefusedChange>;
  };

/** An operation with its endpoint; what the pipeline runs. Its input types are checked where it is made. */
export type Operation =
  | { readonly effect: 'read'; readonly endpoint: Endpoint; readonly does: AnyRead }
  | { readonly effect: 'change'; readonly endpoint: Endpoint; readonly does: AnyChange }
  | { readonly effect: 'memory'; readonly endpoint: Endpoint; readonly does: AnyAnswer };

// biome-ignore lint/suspicious/noExplicitAny: the two makers below are the only way in, and they are typed.
type Untyped = any;
type AnyRead = ReadOperation<Untyped, Untyped, Untyped>;
type AnyChange = ChangeOperation<Untyped, Untyped, Untyped>;
interface AnyAnswer {
  readonly prepare?: undefined;
  answer(asked: Untyped): Promise<unknown>;
}

/** An operation that changes nothing. Takes no endpoint declared as a change. */
export function readOperation<
  const E extends Endpoint & { effect: 'read' },
  Row = undefined,
  P = undefined,
>(endpoint: E, does: ReadOperation<E, Row, P>): Operation {
  return { effect: 'read', endpoint, does: does as AnyRead };
}

/** An operation that changes something, and returns what the record says of it. */
export function changeOperation<
  const E extends Endpoint & { effect: 'change' },
  Row = undefined,
  P = undefined,
>(endpoint: E, does: ChangeOperation<E, Row, P>): Operation {
  return { effect: 'change', endpoint, does: does as AnyChange };
}

/**
 * An operation that the plane answers from what it keeps in memory: no snapshot is opened for it, and what its row asks of
 * the caller is the plane's to look after.
 */
export function memoryOperation<
  const E extends Endpoint & { effect: 'read'; access: { rule: 'active' } },
>(endpoint: E, answer: (asked: Asked<E>) => Promise<OutputOf<E>>): Operation {
  return { effect: 'memory', endpoint, does: { answer } };
}
