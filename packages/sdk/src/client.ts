import {
  type Endpoint,
  type EndpointName,
  type Endpoints,
  endpoints,
  type ReceivedOf,
  type SentBodyOf,
  type SentParamsOf,
  type SentQueryOf,
} from '@keywright/contract';
import { type Connection, type SentParts, send } from './send.ts';
import { readEvents } from './server-sent-events.ts';

export interface ClientOptions {
  /** Where the server is, such as `https://keywright.example.com`. In its own pages: left out. */
  readonly baseUrl?: string;
  /** A token, or where to get one at each call. Without it a browser's session cookie decides. */
  readonly token?: string | (() => string);
  readonly fetch?: typeof fetch;
}

/** Query values are text on the wire; numbers and booleans are written out for the caller. */
type Loose<V> = V extends 'true' | 'false' ? V | boolean : string extends V ? V | number : V;
type LooseQuery<Q> = Q extends object ? { [K in keyof Q]: Loose<Q[K]> } : Q;

/** A part the endpoint lacks is absent, one it can do without is optional, any other is required. */
type Part<K extends string, V> = [V] extends [undefined]
  ? unknown
  : undefined extends V
    ? { readonly [P in K]?: V }
    : Record<never, never> extends V
      ? { readonly [P in K]?: V | undefined }
      : { readonly [P in K]: V };

type Sent<E extends Endpoint> = Part<'params', SentParamsOf<E>> &
  Part<'query', LooseQuery<SentQueryOf<E>>> &
  Part<'body', SentBodyOf<E>> & { readonly signal?: AbortSignal | undefined } & (E extends {
    repeatable: true;
  }
    ? {
        /** Sent again with the same one within a minute, the answer is the same. */
        readonly idempotencyKey?: string | undefined;
      }
    : unknown) &
  (E['answer'] extends { events: unknown }
    ? {
        /** Called once the server answers: what happens from then on is heard. */
        readonly onOpen?: (() => void) | undefined;
      }
    : unknown);

type Received<E extends Endpoint> = E['answer'] extends { events: infer S }
  ? AsyncIterable<ReceivedOf<Endpoint & { answer: { json: S } }>>
  : Promise<E['answer'] extends { media: string } ? Blob : ReceivedOf<E>>;

type Method<E extends Endpoint> =
  Record<never, never> extends Sent<E>
    ? (sent?: Sent<E>) => Received<E>
    : (sent: Sent<E>) => Received<E>;

/** One method per row of the endpoint table. Each throws a `KeywrightError` when it fails. */
export type Client = { readonly [N in EndpointName]: Method<Endpoints[N]> };

/** What a client may be sent, by endpoint: `SentTo<'listUsers'>['query']`. */
export type SentTo<N extends EndpointName> = Sent<Endpoints[N]>;

/** A client of one server. The token stays in a closure: no property, log or error of it shows it. */
export function createClient(options: ClientOptions = {}): Client {
  const { token } = options;
  const connection: Connection = {
    baseUrl: options.baseUrl?.replace(/\/+$/, '') ?? '',
    token: typeof token === 'function' ? token : () => token,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  };
  const methods = Object.entries<Endpoint>(endpoints).map(([name, row]) => [
    name,
    ({ onOpen, ...sent }: SentParts & { readonly onOpen?: () => void } = {}) =>
      'events' in row.answer
        ? readEvents(() => send(connection, row, sent), onOpen)
        : send(connection, row, sent).then((answer) => received(row, answer)),
  ]);
  return Object.fromEntries(methods) as Client;
}

async function received(row: Endpoint, answer: Response): Promise<unknown> {
  if ('media' in row.answer) return answer.blob();
  const isPreview = row.preview !== undefined && answer.status === 200;
  return 'json' in row.answer || isPreview ? answer.json() : undefined;
}
