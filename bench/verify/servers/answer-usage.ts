// Loaded into every server that is measured, before its own program: tells at a port of its own what it has used.
import { createServer } from 'node:net';
import { isMainThread } from 'node:worker_threads';
import type { Usage } from '../measured-process.ts';

const port = process.env['BENCH_USAGE_PORT'];
// The process's threads load this too; one of them speaks for all.
if (isMainThread && port !== undefined) {
  const server = createServer((socket) => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpuMicros: user + system };
    socket.end(JSON.stringify(usage));
  });
  server.listen(Number(port), '127.0.0.1').unref();
}
