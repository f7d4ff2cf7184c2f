import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createWebSocketStream, type WebSocket } from 'ws';
import { presentedCredential } from '../plane/presented.ts';
import { Problem } from '../request/problem.ts';
import type { ByteSocketFace, SocketFace } from '../request/socket.ts';
import { limited } from './limit-failures.ts';
import { socketOf } from './open-socket.ts';
import { problemOf } from './problems.ts';
import { incomingOf, type Serving } from './serve-endpoints.ts';

/** How long a client may take to answer that it closes too, before it is cut off. */
const closeTimeoutMs = 2_000;
/** RFC 6455, 7.4.1. */
const closeCodes = {
  goingAway: 1001,
  protocolError: 1002,
  internalError: 1011,
  tryAgainLater: 1013,
} as const;
/** Whoever was silent for so long is asked by TCP itself whether they are still there. */
const silenceMs = 60_000;

/** Everything that is spoken over WebSockets. */
export interface Sockets {
  readonly faces: readonly SocketFace[];
  readonly byteFaces: readonly ByteSocketFace[];
}

/** Whether a request may become a socket: Node hands over the bare connection of whichever does. */
export function isSocketRequest(request: IncomingMessage, { faces, byteFaces }: Sockets): boolean {
  const path = request.url?.split('?', 1)[0];
  const isSocket =
    faces.some(({ operation }) => operation.endpoint.path === path) ||
    byteFaces.some((face) => face.path === path);
  return isSocket && request.method === 'GET' && /^websocket$/i.test(request.headers.upgrade ?? '');
}

/** Gives every face its route. Whoever is refused is told so by HTTP, before anything becomes a socket. */
export async function serveSockets(
  app: FastifyInstance,
  { faces, byteFaces }: Sockets,
  serving: Serving,
): Promise<void> {
  const options = {
    // Of all that there is; each face closes what is larger than its own.
    maxPayload: Math.max(...[...faces, ...byteFaces].map((face) => face.maxMessageBytes)),
    // Compressed, a small message can say to hold a large one, and each connection holds a window for it.
    perMessageDeflate: false,
    autoPong: false,
    closeTimeout: closeTimeoutMs,
    // Never another word that a client offers: its token is one of them.
    handleProtocols: (offered: Set<string>) => known.find((word) => offered.has(word)) ?? false,
  };
  const known = [
    ...faces.map(({ subprotocol }) => subprotocol),
    ...byteFaces.flatMap(({ subprotocols }) => subprotocols),
  ];
  await app.register(async (sockets) => {
    await sockets.register(websocket, {
      options,
      // What a client did to its own connection is no error of ours; the library has closed it.
      errorHandler: (_error, socket) => socket.terminate(),
      preClose(done) {
        for (const client of this.websocketServer.clients) goAway(client);
        this.websocketServer.close();
        done();
      },
    });
    for (const face of faces) serveFace(sockets, face, serving);
    for (const face of byteFaces) serveBytes(sockets, face);
  });
}

function serveFace(app: FastifyInstance, face: SocketFace, serving: Serving): void {
  const outputs = new WeakMap<FastifyRequest, unknown>();
  app.route({
    method: 'GET',
    url: face.operation.endpoint.path,
    exposeHeadRoute: false,
    preHandler: async (request, reply) => {
      if (request.ws) outputs.set(request, await accepted(face, request, reply, serving));
    },
    handler: async (_request, reply) => {
      reply.header('upgrade', 'websocket');
      throw new Problem('upgrade_required');
    },
    wsHandler: async (socket, request) => {
      const opened = performance.now();
      socket.once('close', (code) => {
        const { url: route } = request.routeOptions;
        const ms = Math.round(performance.now() - opened);
        request.log.info({ route, code, ms, address: request.ip }, 'socket closed');
      });
      try {
        await face.converse(socketOf(socket, face), outputs.get(request));
      } catch (err) {
        request.log.error({ err }, 'socket failed');
        socket.close(closeCodes.internalError, 'Something went wrong here. Connect again.');
      }
      if (serving.stopping.aborted) goAway(socket);
      else socket.close(closeCodes.tryAgainLater, 'Connect again.');
    },
  });
}

/** Its own protocol says who is there, and nothing a browser sends by itself counts: so any page may open it. */
function serveBytes(app: FastifyInstance, { path, subprotocols, take }: ByteSocketFace): void {
  app.route({
    method: 'GET',
    url: path,
    exposeHeadRoute: false,
    handler: async (_request, reply) => {
      reply.header('upgrade', 'websocket');
      throw new Problem('upgrade_required');
    },
    wsHandler: (socket, request) => {
      if (!subprotocols.includes(socket.protocol)) {
        socket.close(closeCodes.protocolError, `Offer the subprotocol ${subprotocols[0]}.`);
        return;
      }
      request.raw.socket.setKeepAlive(true, silenceMs);
      take(bytesOf(socket), request.ip);
    },
  });
}

/** What is written in one go is one message, and not one for each field of a packet. */
function bytesOf(socket: WebSocket): Duplex {
  const stream = createWebSocketStream(socket);
  stream._writev = (parts, done) =>
    socket.send(Buffer.concat(parts.map(({ chunk }) => chunk)), done);
  // The library tells it by the socket as well.
  stream.on('error', () => {});
  return stream;
}

/** What the face will converse by. Rejects as any request does; and where another site's page asks, by whatever credential. */
async function accepted(
  face: SocketFace,
  request: FastifyRequest,
  reply: FastifyReply,
  serving: Serving,
): Promise<unknown> {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== serving.siteOrigin) refuseForeign();
  const incoming = incomingOf(request, reply, serving);
  const presented = presentedCredential({
    headers: face.credentialHeaders(request.headers),
    sessionCookie: incoming.cookies.session?.reveal(),
  });
  // A browser sends it to whoever asks, and says with every socket who does.
  if (origin === undefined && presented.kind === 'session' && presented.carrier === 'cookie') {
    refuseForeign();
  }
  try {
    const { output } = await serving.pipeline.run(face.operation, { ...incoming, presented });
    return output;
  } catch (error) {
    const guess = { address: request.ip, presented };
    throw limited(problemOf(error), guess, serving.failures);
  }
}

function refuseForeign(): never {
  throw new Problem('csrf_refused', {
    message: 'Only the pages of this site, and programs with a token, may open this socket.',
  });
}

function goAway(socket: WebSocket): void {
  socket.close(closeCodes.goingAway, 'The server is stopping. Connect again.');
}
