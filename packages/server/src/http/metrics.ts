import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { isLoopback } from '../loopback.ts';
import type { Secret } from '../plane/secret.ts';
import { Problem } from '../request/problem.ts';

const buckets = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

interface Readers {
  /** Who sends it as a Bearer may read. */
  readonly token: Secret | undefined;
  /** Whether people open this site on this machine, so that no proxy stands in front of it. */
  readonly isLocalSite: boolean;
}

/**
 * `/metrics` for Prometheus: the process, and requests by route, method and status. For who sends the token where
 * one is configured; else for this machine, where the site is of this machine too; else for nobody. Returns where answers
 * are counted that come before the framework: how long those took is not told, as telling takes as long.
 */
export function serveMetrics(app: FastifyInstance, readers: Readers): UntoldAnswers {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const untold: UntoldAnswers = new Map();
  const requests = new Counter({
    name: 'keywright_http_requests_total',
    help: 'Requests answered.',
    labelNames,
    registers: [registry],
    collect() {
      for (const [labels, count] of untold) this.inc(labels, count);
      untold.clear();
    },
  });
  const durations = new Histogram({
    name: 'keywright_http_request_duration_seconds',
    help: 'From the head of the request to the end of the answer.',
    labelNames: ['method', 'route'],
    buckets,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    requests.inc({ method, route, status: reply.statusCode });
    durations.observe({ method, route }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, readers)) throw new Problem('not_found');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  return untold;
}

/** Answers that the framework does not know of, by what is told of them; handed over when somebody reads. */
export type UntoldAnswers = Map<Readonly<Record<'method' | 'route' | 'status', string>>, number>;

function mayRead(request: FastifyRequest, { token, isLocalSite }: Readers): boolean {
  // A proxy may say nothing of itself (nginx does not unless told to), and then looks like this machine.
  if (!token) return isLocalSite && isFromThisMachine(request);
  const { authorization = '' } = request.headers;
  const sent = hash('sha256', authorization, 'buffer');
  return timingSafeEqual(sent, hash('sha256', `Bearer ${token.reveal()}`, 'buffer'));
}

const byProxies = ['forwarded', 'x-forwarded-for', 'x-real-ip'];

/**
 * A proxy on this machine is not the machine itself, so whatever came through one does not count. Nor does a page
 * elsewhere that points its own name at this machine and has a browser here ask (DNS rebinding): hence the name.
 */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  if (byProxies.some((name) => headers[name] !== undefined)) return false;
  if (!isLoopback(URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? '')) return false;
  return isLoopback(socket.remoteAddress ?? '');
}
