import { z } from 'zod';
import type { Answer, Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { type ErrorCode, errorBody, errorCodes } from './errors.ts';
import { receipt } from './receipts.ts';

type Json = Record<string, unknown>;

/** What holds for every endpoint, so that no row has to repeat it. */
const conventions = `
Send a token as \`x-platz-token\`; where that header is present it decides alone. Else \`Authorization: Bearer\` counts (a token,
or the session of a finished sign-in), else the session cookie of a browser.

Lists take \`page\` and \`per_page\`, and answer with \`items\` and \`num_total\`. Unknown query parameters are ignored; a known one
given twice is refused. Times are RFC 3339 in UTC. What you may not see answers 404, as what does not exist does.

Every error has the form of Error: branch on its \`code\`. 429 and 503 say in Retry-After when to try again.
`.trim();

/** The OpenAPI 3.1 document of the whole endpoint table, for a server at `url`. */
export function openApiDocument(url: string, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, row] of Object.entries<Endpoint>(endpoints)) {
    const path = paths[row.path] ?? {};
    path[row.method.toLowerCase()] = operationOf(name, row);
    paths[row.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keywright',
      version,
      description: conventions,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    tags: [...new Set(Object.values(endpoints).map((row) => row.tag))].map((tag) => ({
      name: tag,
    })),
    paths,
    components: {
      schemas: { Error: schemaOf(errorBody, 'output'), Receipt: schemaOf(receipt, 'output') },
      securitySchemes: {
        user_token: { type: 'apiKey', in: 'header', name: 'x-platz-token' },
        access_token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A session from a finished sign-in, or a token.',
        },
        password: {
          type: 'http',
          scheme: 'basic',
          description: 'A token as the password; the user may be anything.',
        },
      },
    },
  };
}

function operationOf(name: string, row: Endpoint): Json {
  return {
    operationId: name,
    tags: [row.tag],
    summary: row.summary,
    ...(row.description && { description: row.description }),
    'x-keywright-access': row.access,
    parameters: [
      ...parametersOf(row.params, 'path'),
      ...parametersOf(row.query, 'query'),
      ...(row.repeatable ? [repeatKey] : []),
    ],
    ...(row.body && {
      requestBody: {
        required: !row.body.safeParse(undefined).success,
        content: { 'application/json': { schema: schemaOf(row.body, 'input') } },
      },
    }),
    responses: { ...answersOf(row), ...errorsOf(row) },
    security: securityOf(row),
  };
}

/** Not among the row's fields: it is not part of what is asked. */
const repeatKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Made up at random for this request, such as a UUID. For a minute the same caller can fetch the same answer again with it.',
  schema: { type: 'string', minLength: 20, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
};

function securityOf({ access, takesBasic }: Endpoint): Json[] {
  if (access.rule === 'public') return [];
  const usual = [{ user_token: [] }, { access_token: [] }];
  return takesBasic ? [...usual, { password: [] }] : usual;
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, ...rest } = schemaOf(field as z.ZodType, 'input');
    return {
      name,
      in: place,
      required: !(field as z.ZodType).safeParse(undefined).success,
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
}

function answersOf({ answer, preview, effect }: Endpoint): Json {
  const done = {
    [answer.status]: effect === 'change' ? confirmed(answerOf(answer)) : answerOf(answer),
  };
  if (!preview) return done;
  const tried =
    'json' in answer
      ? { status: 200, json: z.union([answer.json, preview]) }
      : { status: 200, json: preview };
  return { ...done, 200: answerOf(tried as Answer) };
}

function answerOf(answer: Answer): Json {
  if ('json' in answer) {
    const schema = schemaOf(answer.json, 'output');
    return { description: 'OK', content: { 'application/json': { schema } } };
  }
  if ('events' in answer) {
    const schema = schemaOf(answer.events, 'output');
    return { description: 'A stream', content: { 'text/event-stream': { schema } } };
  }
  if ('media' in answer) return { description: 'OK', content: { [answer.media]: {} } };
  if ('redirect' in answer) return { description: answer.redirect };
  return { description: 'Done' };
}

/** Every change says where it holds, once it does: in a header, and in the answer where that is an object. */
function confirmed(answer: Json): Json {
  const headers = { 'Keywright-Confirmed': { schema: { type: 'string' }, description: confirms } };
  const content = answer['content'] as { 'application/json'?: { schema: Json } } | undefined;
  const schema = content?.['application/json']?.schema;
  if (schema?.['type'] !== 'object') return { ...answer, headers };
  const properties = {
    ...(schema['properties'] as Json),
    confirmed: { $ref: '#/components/schemas/Receipt' },
  };
  return {
    ...answer,
    headers,
    content: { 'application/json': { schema: { ...schema, properties } } },
  };
}

const confirms =
  'Servers on which the change holds, and after how long that was known: `servers=3, verifiers=0, ms=12`.';

/** The errors that follow from the row's shape, and its own. */
export function errorsFor(row: Endpoint): ErrorCode[] {
  const { params, query, body, effect } = row;
  const isLookedAt = params !== undefined || query !== undefined || body !== undefined;
  return [
    ...new Set<ErrorCode>([
      ...(row.errors ?? []),
      ...(isLookedAt ? (['invalid_request'] as const) : []),
      ...(body ? bodyErrors : []),
      ...accessErrors(row),
      'database_unavailable',
      ...(effect === 'change' ? (['outcome_unknown'] as const) : []),
    ]),
  ];
}

/** Those of who may call it. */
function accessErrors({ access, params, method, refusesScoped }: Endpoint): readonly ErrorCode[] {
  const { rule } = access;
  if (rule === 'public') return params ? ['not_found'] : [];
  const isTargeted = params !== undefined || rule === 'owner' || rule === 'permission';
  return [
    ...credentialErrors,
    ...(rule === 'permission' ? (['forbidden'] as const) : []),
    ...(rule === 'bearer' ? [] : (['scope_missing'] as const)),
    ...(refusesScoped ? (['scoped_token_refused'] as const) : []),
    ...(isTargeted ? (['not_found'] as const) : []),
    ...(method === 'GET' ? [] : (['csrf_refused'] as const)),
  ];
}

const bodyErrors = ['invalid_json', 'payload_too_large', 'unsupported_media_type'] as const;
const credentialErrors = [
  'unauthenticated',
  'token_malformed',
  'token_unknown',
  'token_expired',
  'token_revoked',
  'session_invalid',
  'session_expired',
  'session_ended',
  'principal_inactive',
  'rate_limited',
] as const satisfies readonly ErrorCode[];

function errorsOf(row: Endpoint): Json {
  const byStatus = Map.groupBy(errorsFor(row), (code) => errorCodes[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}

/** A field whose wire form differs from what its pipeline of checks would say carries it as `meta.wire`. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const target = jsonSchema as Json;
      const wire = z.globalRegistry.get(zodSchema)?.['wire'] as Json | undefined;
      if (wire) replace(target, wire);
      // Answers grow fields; a client that refuses unknown ones would break each time.
      if (target['additionalProperties'] === false) delete target['additionalProperties'];
      if (target['format'] !== undefined) delete target['pattern'];
      if (target['maximum'] === Number.MAX_SAFE_INTEGER) delete target['maximum'];
      if (target['minimum'] === Number.MIN_SAFE_INTEGER) delete target['minimum'];
    },
  }) as Json;
  return json;
}

function replace(target: Json, wire: Json): void {
  const { description } = target;
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, wire, description === undefined ? {} : { description });
}
