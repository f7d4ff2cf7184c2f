import type { BrowserContext } from '@playwright/test';

/** What went wrong in the pages of a browser context, beside what a test looked for. */
export interface Problems {
  /** Lines that match are expected by this test: the console's note on a 401 that it provokes, say. */
  allow(pattern: RegExp): void;
  unexpected(): string[];
}

/**
 * Gathers errors on the console (violations of the CSP are among them), uncaught errors, and requests to
 * any host but these: pages must work where nothing else can be reached.
 */
export function watchContext(
  context: BrowserContext,
  allowedOrigins: ReadonlySet<string>,
): Problems {
  const seen: string[] = [];
  const allowed: RegExp[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error')
      seen.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => seen.push(`uncaught: ${error.error().stack}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    const leaves = url.protocol.startsWith('http') && !allowedOrigins.has(url.origin);
    if (leaves) seen.push(`request to another host: ${request.method()} ${url.href}`);
  });
  return {
    allow: (pattern) => allowed.push(pattern),
    unexpected: () => seen.filter((line) => !allowed.some((pattern) => pattern.test(line))),
  };
}
