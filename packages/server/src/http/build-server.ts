import { randomUUIDv7 } from 'node:crypto';
import cookie from '@fastify/cookie';
import { type Endpoint, openApiDocument } from '@keywright/contract';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { isLoopback } from '../loopback.ts';
import type { Secret } from '../plane/secret.ts';
import type { FaceRoute } from '../request/face.ts';
import type { Operation } from '../request/operation.ts';
import type { Pipeline } from '../request/pipeline.ts';
import { Problem } from '../request/problem.ts';
import { answerFirst, type FirstGate, takeReadBodies } from './answer-first.ts';
import { siteCookies } from './cookies.ts';
import { securityHeaders, sendSecurityHeaders } from './headers.ts';
import { type Health, serveHealth } from './health.ts';
import { takeBodies } from './json-body.ts';
import { type Attempts, limitedAttempts } from './limited-attempts.ts';
import { logRequests } from './logging.ts';
import { serveMetrics, type UntoldAnswers } from './metrics.ts';
import { type PageSender, servePages } from './pages.ts';
import { isOurs, problemOf, sendProblem } from './problems.ts';
import { serveEndpoints } from './serve-endpoints.ts';
import { isOfFace, serveFaces } from './serve-faces.ts';
import { isSocketRequest, type Sockets, serveSockets } from './serve-sockets.ts';

/** Larger than any body of the contract by far. */
const bodyLimit = 256 * 1024;
/** From the first byte of a request to its last, for who sends one byte at a time to hold a connection. */
const requestTimeoutMs = 60_000;
/** On a connection that neither brings nor takes a byte; a stream of events has a sign of life more often. */
const silenceTimeoutMs = 120_000;

export interface ServerOptions {
  readonly logger: Logger;
  readonly pipeline: Pipeline;
  readonly operations: readonly Operation[];
  readonly faces: readonly FaceRoute[];
  readonly sockets: Sockets;
  /** Asked before the framework. */
  readonly gate: FirstGate;
  readonly health: Health;
  readonly version: string;
  /** What people open, without a final slash. */
  readonly siteUrl: string;
  readonly pagesFolder: string;
  /** Peers whose forwarding headers are believed: addresses or CIDR blocks. */
  readonly trustedProxies: readonly string[];
  /** Counts wrong credentials, whatever the protocol they came by. */
  readonly failures: Attempts;
  readonly signInsPerMinute: number;
  readonly metricsToken: Secret | undefined;
  readonly clock: () => number;
  readonly stopping: AbortSignal;
}

/** The HTTP adapter: limits, matching, headers, errors. What a request means is for the pipeline. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { siteUrl, clock, stopping, operations, faces, sockets } = options;
  const isHttps = siteUrl.startsWith('https:');
  const app = Fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUIDv7(),
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: silenceTimeoutMs,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // An address that cannot be read: refused before any hook or handler is asked.
    frameworkErrors: (error, request, reply) => {
      reply.headers(securityHeaders(request, isHttps));
      void sendProblem(request, reply, problemOf(error));
    },
    routerOptions: { maxParamLength: 200 },
    // All others that ask for another protocol are answered in this one, as if they had not (RFC 9110, 7.8).
    http: { shouldUpgradeCallback: (request) => isSocketRequest(request, sockets) },
  });
  sendSecurityHeaders(app, isHttps);
  logRequests(app);
  // Before the first route: a route keeps the handler that was there when it was made.
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (isOurs(problem)) request.log.error({ err: problem.cause ?? problem }, problem.code);
    return sendProblem(request, reply, problem);
  });
  const untold = serveMetrics(app, {
    token: options.metricsToken,
    isLocalSite: isLoopback(new URL(siteUrl).hostname),
  });
  await app.register(cookie);
  takeBodies(app);
  takeReadBodies(app);
  app.addHook('onRequest', async (request, reply) => {
    const canonical = isForPrograms(request.url, faces)
      ? undefined
      : canonicalAddress(request, siteUrl);
    if (canonical) return reply.redirect(canonical, 307);
  });
  serveHealth(app, options.health);
  serveDescription(app, openApiDocument(siteUrl, options.version));
  const serving = {
    pipeline: options.pipeline,
    cookies: siteCookies(isHttps),
    failures: options.failures,
    signIns: limitedAttempts('sign-ins', options.signInsPerMinute, clock),
    siteOrigin: new URL(siteUrl).origin,
    stopping,
  };
  serveEndpoints(app, operations, serving);
  serveFaces(app, faces, serving);
  await serveSockets(app, sockets, serving);
  const sendPage = await servePages(app, options.pagesFolder);
  const rows = [...operations, ...sockets.faces.map(({ operation }) => operation)];
  const known = [...rows.map(({ endpoint }) => endpoint), ...faces];
  answerTheRest(app, known, { isForPrograms: (path) => isForPrograms(path, faces), sendPage });
  answerFirst(app, { ...options, isHttps, answered: firstAnswers(options, untold) });
  return app;
}

/** Counted, and logged where every detail is: there are many of them, and a line costs more than the answer. */
function firstAnswers({ gate, logger }: ServerOptions, untold: UntoldAnswers) {
  const about = { method: 'POST', route: gate.path, status: '200' };
  const isLogged = logger.isLevelEnabled('debug');
  return (address: string) => {
    untold.set(about, (untold.get(about) ?? 0) + 1);
    if (isLogged) logger.debug({ ...about, address }, 'request');
  };
}

/** What no person opens: never a page, and never sent on to another name of this server. */
function isForPrograms(url: string, faces: readonly FaceRoute[]): boolean {
  const path = url.split('?', 1)[0] ?? '/';
  return path.startsWith('/api/') || isOfFace(path, faces);
}

/** Written out once: anybody may ask for it, and making it takes longer than most answers. */
function serveDescription(app: FastifyInstance, description: unknown): void {
  const text = JSON.stringify(description);
  app.get('/api/v2/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(text),
  );
}

/** Pages for addresses that people open; for programs, 405 where another method would do, else 404. */
function answerTheRest(
  app: FastifyInstance,
  rows: readonly Pick<Endpoint, 'method' | 'path'>[],
  rest: { readonly isForPrograms: (path: string) => boolean; readonly sendPage: PageSender },
): void {
  const known = rows.map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const allowed = known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    if (allowed.length > 0) {
      reply.header('allow', allowed.join(', '));
      throw new Problem('method_not_allowed');
    }
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    if (!isPage || path.startsWith('/assets/') || rest.isForPrograms(path)) {
      throw new Problem('not_found');
    }
    return rest.sendPage(reply);
  });
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * On one's own machine, `localhost` and `127.0.0.1` are one server and two sites to a browser: a sign-in begun
 * under one name would come back without its cookie under the other. So people are sent to the one that counts.
 */
function canonicalAddress(request: FastifyRequest, siteUrl: string): string | undefined {
  if (request.method !== 'GET') return undefined;
  const site = new URL(siteUrl);
  const asked = URL.parse(`${site.protocol}//${request.headers.host ?? ''}`);
  if (!asked || asked.host === site.host || asked.port !== site.port) return undefined;
  if (!loopbackNames.has(asked.hostname) || !loopbackNames.has(site.hostname)) return undefined;
  return `${site.origin}${request.url}`;
}
