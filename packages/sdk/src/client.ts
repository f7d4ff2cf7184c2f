import type {
  Endpoint,
  EndpointName,
  Endpoints,
  ReceivedOf,
  SentBodyOf,
  SentParamsOf,
  SentQueryOf,
} from '@keywright/contract';
import { type Call, calls, readCall } from '@keywright/contract/calls';
import { addressOf } from './address.ts';
import { itemsOf, type Page, pagesOf } from './pages.ts';
import { type Receipt, receiptOf } from './receipt.ts';
import { newIdempotencyKey, withRetries } from './retry.ts';
import { type Connection, readAnswer, type SentParts, send } from './send.ts';
import { readEvents } from './server-sent-events.ts';

export interface ClientOptions {
  /** Where the server is, such as `https://keywright.example.com`. In its own pages: left out. */
  readonly url?: string | undefined;
  /** A token or session, or where to get one at each call. Without it a browser's session cookie decides. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** How often a call that failed is sent again at the most, where that is safe. 2 without it; 0: never. */
  readonly retries?: number | undefined;
  /** Told what each lessening change waited for, unless the call has an `onReceipt` of its own. */
  readonly onReceipt?: ((receipt: Receipt, endpoint: EndpointName) => void) | undefined;
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
        /** Sent again with the same one within a minute, the answer is the same. Made for you without it. */
        readonly idempotencyKey?: string | undefined;
      }
    : unknown) &
  (E['effect'] extends 'change'
    ? {
        /** Told what this change waited for, where it lessens a right. */
        readonly onReceipt?: ((receipt: Receipt) => void) | undefined;
      }
    : unknown) &
  (E['answer'] extends { events: unknown }
    ? {
        /** Called once the server answers: what happens from then on is heard. */
        readonly onOpen?: (() => void) | undefined;
      }
    : unknown);

type Received<E extends Endpoint> = E['answer'] extends { events: infer S }
  ? AsyncIterable<ReceivedOf<Endpoint & { effect: 'read'; answer: { json: S } }>>
  : Promise<E['answer'] extends { media: string } ? Blob : ReceivedOf<E>>;

type Caller<E extends Endpoint, R> =
  Record<never, never> extends Sent<E> ? (sent?: Sent<E>) => R : (sent: Sent<E>) => R;

/**
 * Lists can be read to their end, page by page or item by item, from the first page or the one asked for. Pages are
 * counted off: who deletes what they read gathers it first, or the rest moves up and is skipped.
 */
type ReadToTheEnd<E extends Endpoint> =
  ReceivedOf<E> extends Page<infer I>
    ? {
        readonly pages: Caller<E, AsyncGenerator<ReceivedOf<E>, void, undefined>>;
        readonly items: Caller<E, AsyncGenerator<I, void, undefined>>;
      }
    : unknown;

type Method<E extends Endpoint> = Caller<E, Received<E>> & ReadToTheEnd<E>;

/** One method per row of the endpoint table. Each throws a `KeywrightError` when it fails. */
export type Client = { readonly [N in EndpointName]: Method<Endpoints[N]> };

/** What a client may be sent, by endpoint: `SentTo<'listUsers'>['query']`. */
export type SentTo<N extends EndpointName> = Sent<Endpoints[N]>;

interface AnySent extends SentParts {
  readonly onOpen?: () => void;
  readonly onReceipt?: (receipt: Receipt) => void;
}

/**
 * A client of one server. The token stays in a closure: no property, log or error of it shows it. Throws a TypeError for
 * an address that is none.
 */
export function createClient(options: ClientOptions = {}): Client {
  const { token, retries = 2, onReceipt } = options;
  const connection: Connection = {
    address: addressOf(options.url ?? ''),
    token: typeof token === 'function' ? token : () => token,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  };
  const methods = Object.entries(calls).map(([name, text]) => {
    const told = (receipt: Receipt) => onReceipt?.(receipt, name as EndpointName);
    return [name, methodOf(readCall(text), { connection, retries, told })];
  });
  return Object.fromEntries(methods) as Client;
}

interface Calling {
  readonly connection: Connection;
  readonly retries: number;
  readonly told: (receipt: Receipt) => void;
}

function methodOf(row: Call, calling: Calling): unknown {
  if (row.gives === 'events') {
    const { origin } = calling.connection.address;
    return ({ onOpen, ...sent }: AnySent = {}) =>
      readEvents(() => send(calling.connection, row, sent), {
        origin,
        signal: sent.signal,
        onOpen,
      });
  }
  const call = (sent: AnySent = {}) => answerOf(row, calling, sent);
  if (row.gives !== 'page') return call;
  const pages = (sent: AnySent = {}) =>
    pagesOf((query) => call({ ...sent, query }) as Promise<Page>, sent.query);
  return Object.assign(call, { pages, items: (sent?: AnySent) => itemsOf(pages(sent)) });
}

async function answerOf(row: Call, calling: Calling, sent: AnySent): Promise<unknown> {
  const { connection, retries, told } = calling;
  const { onReceipt = told, signal, ...parts } = sent;
  const isKeyed = row.repeatable && retries > 0 && parts.idempotencyKey === undefined;
  const asked = { ...parts, signal, ...(isKeyed && { idempotencyKey: newIdempotencyKey() }) };
  return withRetries(row, { retries, signal }, async () => {
    const answer = await send(connection, row, asked);
    const value = await readAnswer(connection, row, answer, signal);
    const receipt = receiptOf(answer.headers, value);
    if (receipt) onReceipt(receipt);
    return value;
  });
}
