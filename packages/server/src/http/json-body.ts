import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../request/problem.ts';

/** Deeper than anything the contract describes, shallower than what makes code that walks it fall over. */
const maxDepth = 32;

/**
 * Reads bodies as JSON. An empty body is no body, whatever its content type; any other type is refused. Must be
 * set before routes are.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, readBody);
}

async function readBody(request: FastifyRequest, body: Buffer): Promise<unknown> {
  if (body.length === 0) return undefined;
  if (!isJson(request.headers['content-type'])) throw new Problem('unsupported_media_type');
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
