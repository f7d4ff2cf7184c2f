import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../request/problem.ts';

/** Deeper than anything the contract describes, shallower than what makes code that walks it fall over. */
const maxDepth = 32;

/** Takes bodies as they come, within the limit of size. Must be set before routes are. */
export function takeBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => body);
  // An empty body is no body, whatever its content type: even one that Fastify would refuse by its form.
  app.addHook('onRequest', async ({ raw: { headers } }) => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = headers;
    if (length === '0' && encoding === undefined) delete headers['content-type'];
  });
}

/**
 * Reads the body as JSON; undefined where there is none. Throws `unsupported_media_type` or `invalid_json`: for
 * the pipeline to call once it knows who is asking.
 */
export function jsonBody({ body, headers }: FastifyRequest): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined;
  if (!isJson(headers['content-type'])) throw new Problem('unsupported_media_type');
  return parse(body);
}

function isJson(contentType: string | undefined): boolean {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type);
}

function parse(body: Buffer): unknown {
  const value = parsed(body);
  if (!isWithin(value, maxDepth)) {
    throw new Problem('invalid_json', {
      message: `The body is nested deeper than ${maxDepth} levels.`,
    });
  }
  return value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch (cause) {
    throw new Problem('invalid_json', { cause });
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isWithin(inner, depth - 1));
}
