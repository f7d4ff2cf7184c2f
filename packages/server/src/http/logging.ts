import type { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino, stdSerializers } from 'pino';

/**
 * Structured logs, one JSON object a line. Of a request it knows the matched route and nothing that a caller wrote:
 * no headers, no query, no body can reach it, so no secret can. Errors are written with type, message and stack.
 */
export function createLogger(level: string, stream: Writable): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { req: () => undefined, res: () => undefined, err: describe },
    },
    stream,
  );
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { type, message, stack } = stdSerializers.err(error);
  const cause = error.cause instanceof Error ? describe(error.cause) : undefined;
  const code = 'code' in error ? String(error.code) : undefined;
  return { type, message, stack, ...(code && { code }), ...(cause !== undefined && { cause }) };
}

export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        address: request.ip,
      },
      'request',
    );
  });
}
