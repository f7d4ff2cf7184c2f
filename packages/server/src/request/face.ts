import type {
  Endpoint,
  EndpointName,
  ErrorCode,
  endpoints,
  ReceivedOf,
  SentBodyOf,
  SentParamsOf,
  SentQueryOf,
} from '@keywright/contract';
import type { Operation } from './operation.ts';

/** A request to a face: matched, nothing decoded. */
export interface Sent {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Undefined where no body was sent. Throws `invalid_json` or `unsupported_media_type`. */
  readonly body: () => unknown;
}

/** The operation's own input, for its endpoint's schemas to read. */
export interface Asks {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

export interface FaceAnswer {
  readonly status: number;
  /** Undefined: an empty body. */
  readonly json?: unknown;
}

/**
 * Somebody else's address and words for an operation. It goes the same way as the operation's own endpoint, through the
 * pipeline, and holds no rule of its own.
 */
export interface FaceRoute {
  readonly method: Endpoint['method'];
  /** With `{name}` for each path parameter. */
  readonly path: `/${string}`;
  readonly operation: Operation;
  /** Asked for the same where the first operation ended with that error. */
  readonly otherwise?: { readonly on: ErrorCode; readonly operation: Operation };
  /** Pure. Called once it is known who asks. Throws `invalid_request` in the client's own words. */
  ask(sent: Sent): Asks;
  /** Pure. `output` has been through the response schema of the operation's endpoint. */
  answer(output: unknown, sent: Sent): FaceAnswer;
  /** The client's names of fields, by ours, where they differ: for errors. */
  readonly fieldNames: Readonly<Record<string, string>>;
}

type Endpoints = typeof endpoints;
type Operations = Readonly<Record<EndpointName, Operation>>;

/** A value of any type for each field: whether it fits is for the endpoint's schema to say. */
type Loose<T> = { readonly [K in keyof NonNullable<T>]?: unknown };

/** A route as it is written down, held to the endpoint that it drives. */
export interface DrivenRoute<N extends EndpointName> {
  readonly method: Endpoint['method'];
  readonly path: `/${string}`;
  readonly drives: N;
  readonly otherwise?: { readonly on: ErrorCode; readonly drives: EndpointName };
  ask(sent: Sent): {
    readonly params?: Loose<SentParamsOf<Endpoints[N]>>;
    readonly query?: Loose<SentQueryOf<Endpoints[N]>>;
    readonly body?: Loose<SentBodyOf<Endpoints[N]>>;
  };
  answer(output: ReceivedOf<Endpoints[N]>, sent: Sent): FaceAnswer;
}

export type RouteOf = (operations: Operations, fieldNames: FaceRoute['fieldNames']) => FaceRoute;

export const faceRoute =
  <N extends EndpointName>(row: DrivenRoute<N>): RouteOf =>
  (operations, fieldNames) => ({
    method: row.method,
    path: row.path,
    operation: operations[row.drives],
    ...(row.otherwise && {
      otherwise: { on: row.otherwise.on, operation: operations[row.otherwise.drives] },
    }),
    ask: row.ask,
    answer: (output, sent) => row.answer(output as ReceivedOf<Endpoints[N]>, sent),
    fieldNames,
  });
