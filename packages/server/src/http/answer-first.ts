import { randomUUIDv7 } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { LimitState } from '../plane/limits/minute-windows.ts';
import { type ClientAddress, clientAddress } from './client-address.ts';
import { constantHeaders } from './headers.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';
import { maxUserAgent } from './serve-endpoints.ts';

export type RequestHead = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** A gate that answers some requests before the framework looks at them. */
export interface FirstGate {
  readonly path: string;
  /** The credential of a request that may be one of them, by its head. */
  callerOf(request: RequestHead): string | undefined;
  /** The JSON of its answer; undefined: it goes the usual way, with this body. */
  answer(
    caller: string,
    body: Buffer,
    origin: { readonly address: string; readonly userAgent: string | null },
  ): { readonly body: string; readonly limit: LimitState | null } | undefined;
}

interface First {
  readonly gate: FirstGate;
  readonly isHttps: boolean;
  readonly trustedProxies: readonly string[];
  /** Told of each answer. */
  readonly answered: (address: string) => void;
  /** Aborted when the server is to stop. */
  readonly stopping: AbortSignal;
}

/** Bodies that were read before the framework was given their request. */
const readBodies = new WeakMap<IncomingMessage, Buffer>();

/** Puts a gate before the framework. Once the server listens, and before it takes a request. */
export function answerFirst(app: FastifyInstance, first: First): void {
  const { gate, isHttps, stopping } = first;
  const addressOf = clientAddress(first.trustedProxies);
  const fixed = Object.entries(constantHeaders(isHttps)).flat();
  const [usual] = app.server.listeners('request') as Listener[];
  if (!usual) throw new Error('The framework does not listen for requests.');

  const answer = (request: IncomingMessage, response: ServerResponse, caller: string) => {
    readWhole(request, (body) => {
      const origin = originOf(request, addressOf);
      const answered = gate.answer(caller, body, origin);
      if (answered === undefined) {
        readBodies.set(request, body);
        usual(request, response);
        return;
      }
      send(response, fixed, answered);
      first.answered(origin.address);
    });
  };

  app.server.removeListener('request', usual);
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const caller = stopping.aborted ? undefined : gate.callerOf(request);
    if (caller === undefined) usual(request, response);
    else answer(request, response, caller);
  });
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** What was read already is read by the framework as if it had come just now. Must be set before routes are. */
export function takeReadBodies(app: FastifyInstance): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const body = readBodies.get(request.raw);
    done(null, body === undefined ? payload : Readable.from([body], { objectMode: false }));
  });
}

/** Nothing is done with what never ends. */
function readWhole(request: IncomingMessage, then: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const [only] = chunks;
    then(only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks));
  });
}

function originOf(request: IncomingMessage, addressOf: ClientAddress) {
  const agent = request.headers['user-agent'];
  return {
    address: addressOf(request),
    userAgent: agent === undefined ? null : agent.slice(0, maxUserAgent),
  };
}

function send(
  response: ServerResponse,
  fixed: readonly string[],
  { body, limit }: { readonly body: string; readonly limit: LimitState | null },
): void {
  const bytes = Buffer.byteLength(body);
  const headers = [
    ...fixed,
    'x-request-id',
    randomUUIDv7(),
    'content-type',
    'application/json; charset=utf-8',
    'content-length',
    `${bytes}`,
  ];
  if (limit !== null) headers.push(...Object.entries(rateLimitHeaders(limit)).flat());
  response.writeHead(200, headers);
  // Where all of it is ASCII the bytes are the same, and are written as they are.
  response.end(body, bytes === body.length ? 'latin1' : 'utf8');
}
