import type { FastifyInstance } from 'fastify';

export interface Health {
  /** Resolves when the database answers, rejects when it does not. */
  readonly ping: () => Promise<unknown>;
  readonly isStopping: () => boolean;
}

/** `/healthz`: the process answers. `/readyz`: it can serve; 503 while it drains or has no database. */
export function serveHealth(app: FastifyInstance, health: Health): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const status = await readiness(health);
    return reply.code(status === 'ready' ? 200 : 503).send({ status });
  });
}

async function readiness({ ping, isStopping }: Health): Promise<string> {
  if (isStopping()) return 'stopping';
  return ping().then(
    () => 'ready',
    () => 'database_unavailable',
  );
}
