import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { pagePolicy } from './headers.ts';

const oneYearS = 31_536_000;

/**
 * Serves the console: its hashed files to be kept for good, and one page for every address that is a page's, whose
 * styles carry a fresh nonce. `folder` is what the console's build made.
 */
export async function servePages(app: FastifyInstance, folder: string): Promise<PageSender> {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) {
    throw new Error(
      `The console is not built: ${page} is missing. Run: npm run build -w packages/console`,
    );
  }
  const html = readFileSync(page, 'utf8');
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    // The build leaves .br and .gz copies beside its files.
    preCompressed: true,
    setHeaders(reply, path) {
      const hashed = path.includes('/assets/');
      reply.header('cache-control', hashed ? `public, max-age=${oneYearS}, immutable` : 'no-cache');
    },
  });
  return async (reply) => {
    const nonce = randomBytes(16).toString('base64');
    reply.header('content-security-policy', pagePolicy(nonce));
    await reply.type('text/html; charset=utf-8').send(html.replaceAll('__CSP_NONCE__', nonce));
  };
}

export type PageSender = (reply: FastifyReply) => Promise<void>;
