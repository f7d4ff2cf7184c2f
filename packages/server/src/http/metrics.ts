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
 * one is configured; else for this machine, where the site is of this machine too; else for nobody.
 */
export function serveMetrics(app: FastifyInstance, readers: Readers): MeterOf {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'keywright_http_requests_total',
    help: 'Requests answered.',
    labelNames,
    registers: [registry],
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
  return ({ method, route, status }) => {
    const answered = requests.labels({ method, route, status });
    const took = durations.labels({ method, route });
    return (ms) => {
      answered.inc();
      took.observe(ms / 1000);
    };
  };
}

/** Counts answers that the framework does not know of; each by how many milliseconds it took. */
export type MeterOf = (about: {
  readonly method: string;
  readonly route: string;
  readonly status: number;
}) => (ms: number) => void;

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
