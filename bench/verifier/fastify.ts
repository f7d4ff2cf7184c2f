// A Fastify server in a process of its own: bare, or with its one route protected. Says its port, and on each message
// the CPU time of this process in microseconds.
import { protect } from '@keywright/sdk/fastify';
import { createVerifier } from '@keywright/sdk/verifier';
import Fastify from 'fastify';

const [, , kind, url = '', token = '', project = ''] = process.argv;
const app = Fastify();
const handler = async () => ({ ok: true });
if (kind === 'protected') {
  const { requirePermission } = protect(createVerifier({ url, token }));
  const onRequest = requirePermission('channel.publish', () => project);
  app.get('/', { onRequest }, handler);
} else {
  app.get('/', handler);
}
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as { port: number };
process.send?.({ port });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
