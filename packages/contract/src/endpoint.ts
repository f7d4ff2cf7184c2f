import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';
import type { Permission } from './permissions.ts';
import type { Receipt } from './receipts.ts';

/**
 * Who may call an endpoint. There is no default: a row without it does not compile.
 *
 * - `public`: no credential is looked at.
 * - `bearer`: any valid credential, even of an inactive person (to sign out, to be told why).
 * - `active`: any active principal; what they see is narrowed by the operation's own filter.
 * - `permission`: who holds it on the operation's target.
 * - `owner`: whose own the target is, or who holds the permission on it; for all others it does not exist.
 *
 * A scoped token needs a scope that matches the permission on the target beside that. Where there is no target, `scope`
 * says what it needs; `itself`, what it may do to itself although no scope says so.
 */
export type Access =
  | { readonly rule: 'public' }
  | { readonly rule: 'bearer' }
  | { readonly rule: 'active'; readonly scope: ScopeNeed }
  | { readonly rule: 'permission'; readonly permission: Permission }
  | {
      readonly rule: 'owner';
      readonly or: Permission;
      /** To the very token that calls: without any scope (true), or with a scope of this permission. */
      readonly itself?: true | Permission;
    };

/**
 * - `none`: any token may.
 * - `any`: a token with at least one scope; what it finds is cut by its scopes.
 * - `somewhere`: one that names the permission for whatever project or entity; what it finds is cut by its scopes.
 * - `everywhere`: one that names the permission for all projects and entities.
 */
export type ScopeNeed =
  | 'none'
  | 'any'
  | { readonly somewhere: Permission }
  | { readonly everywhere: Permission };

/** What an endpoint answers with when all is well. */
export type Answer =
  | { readonly status: 200 | 201; readonly json: z.ZodType }
  | { readonly status: 204 }
  /** Server-sent events, each holding this as JSON. */
  | { readonly status: 200; readonly events: z.ZodType }
  /** A WebSocket (RFC 6455), each of its messages holding this as JSON. */
  | { readonly status: 101; readonly messages: z.ZodType }
  /** Bytes of a media type, such as a picture. */
  | { readonly status: 200; readonly media: string }
  /** Sends a browser on; the text says where to. */
  | { readonly status: 303; readonly redirect: string };

/** One row of the endpoint table: all there is to know to serve, call, document and test an endpoint. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for each path parameter. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** A `change` leaves an audit event; a `read` changes nothing that anyone could ask about. */
  readonly effect: 'read' | 'change';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** A schema that takes undefined makes the body optional. */
  readonly body?: z.ZodType;
  /** Where it may be longer than others, which are at most 256 kB: in bytes. */
  readonly maxBodyBytes?: number;
  readonly answer: Answer;
  /** A change that can be tried: with `dry_run=true` it answers 200 with this, and changes nothing. */
  readonly preview?: z.ZodType;
  /** Sent again within a minute by the same caller with the same Idempotency-Key, it answers the same. */
  readonly repeatable?: true;
  /** The token may also come as the password of HTTP Basic, for senders that offer nothing else. */
  readonly takesBasic?: true;
  /** No scoped token may, whatever its scopes: what makes, changes or renews tokens, and what no scope can
   * narrow. `others`: but to the very token that calls. */
  readonly refusesScoped?: true | 'others';
  /** The errors of its own, beside those every endpoint shares. */
  readonly errors?: readonly ErrorCode[];
}

/** A change answers with its receipt where it waited for one. */
type WithReceipt<T, Effect> = Effect extends 'change'
  ? T extends readonly unknown[]
    ? T
    : T & { readonly confirmed?: Receipt }
  : T;

/** Keeps the row's own types, so that input and output of its operation and of its client follow from it. */
export const endpoint = <const E extends Endpoint>(row: E): E => row;

type Decoded<S> = S extends z.ZodType ? z.output<S> : undefined;
type Encoded<S> = S extends z.ZodType ? z.input<S> : undefined;

export type ParamsOf<E extends Endpoint> = Decoded<E['params']>;
export type QueryOf<E extends Endpoint> = Decoded<E['query']>;
export type BodyOf<E extends Endpoint> = Decoded<E['body']>;
export type SentParamsOf<E extends Endpoint> = Encoded<E['params']>;
export type SentQueryOf<E extends Endpoint> = Encoded<E['query']>;
export type SentBodyOf<E extends Endpoint> = Encoded<E['body']>;

/** What the endpoint's operation returns, before it is encoded. */
export type OutputOf<E extends Endpoint> = E['answer'] extends { json: infer S extends z.ZodType }
  ? z.input<S>
  : undefined;
/** What it returns instead for `dry_run=true`. */
export type PreviewOf<E extends Endpoint> = E extends { preview: infer S extends z.ZodType }
  ? z.input<S>
  : never;
/** What a client of the endpoint receives. */
export type ReceivedOf<E extends Endpoint> =
  | (E['answer'] extends { json: infer S extends z.ZodType }
      ? WithReceipt<z.output<S>, E['effect']>
      : undefined)
  | (E extends { preview: infer S extends z.ZodType } ? z.output<S> : never);
