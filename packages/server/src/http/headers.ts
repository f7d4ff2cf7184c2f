import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What every answer carries. Answers of the API are nobody's to keep unless they say otherwise. */
export function sendSecurityHeaders(app: FastifyInstance, isHttps: boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(request, isHttps));
  });
}

export function securityHeaders(request: FastifyRequest, isHttps: boolean) {
  return { 'x-request-id': request.id, ...constantHeaders(isHttps) };
}

/** Those of them that are the same for all requests. */
export function constantHeaders(isHttps: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    // The address of a sign-in callback holds a code, which no other site should see as a referrer.
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000' }),
  };
}

/** For the pages: own scripts and styles alone, nothing inline but what carries this answer's nonce. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}
