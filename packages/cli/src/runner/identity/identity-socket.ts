import { chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IssuedToken } from './identity-files.ts';

/** Answers GET on a unix socket, in a folder that only its owner may enter, with a token that is good for a while. */
export async function serveToken(
  path: string,
  token: () => Promise<IssuedToken>,
): Promise<{ stop(): Promise<void> }> {
  await rm(path, { force: true });
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json').setHeader('cache-control', 'no-store');
    if (request.method !== 'GET') {
      response.writeHead(405).end('{"message":"Ask with GET."}');
      return;
    }
    try {
      response.end(JSON.stringify(await token()));
    } catch {
      response.writeHead(503).end('{"message":"There is no token now. Ask again shortly."}');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve);
  });
  await chmod(path, 0o600);
  return {
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
