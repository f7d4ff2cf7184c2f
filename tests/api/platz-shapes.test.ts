import { fileURLToPath } from 'node:url';
import { type Endpoint, type EndpointName, endpoints } from '@keywright/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, expect, test } from 'vitest';
import { endpointNames, send } from './matrix-ask.ts';
import { assembleCast } from './matrix-cast.ts';
import { rows } from './matrix-rows.ts';

/** As much of OpenAPI 3.0's schemas as Platz's document uses in these places. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { name: string; in: string }[];
  readonly requestBody?: { content: { 'application/json': { schema: Schema } } };
  readonly responses: Readonly<
    Record<string, { content?: { 'application/json'?: { schema: Schema } } }>
  >;
}

const validator = new Validator();
await validator.validate(fileURLToPath(import.meta.resolve('@platzio/sdk/openapi.yaml')));
const platz = validator.specification as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const cast = await assembleCast();
const { server } = cast;
afterAll(() => server.stop());

const operationOf = (name: EndpointName): Operation | undefined => {
  const { method, path }: Endpoint = endpoints[name];
  return platz.paths[path]?.[method.toLowerCase()];
};
const shared = endpointNames.filter((name) => operationOf(name) !== undefined);

/** Where the value is not what Platz's clients were made to read. */
function misfits(schema: Schema, value: unknown, at = 'body'): string[] {
  if (schema.$ref) {
    const named = platz.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    return named ? misfits(named, value, at) : [`${at}: ${schema.$ref} is unknown`];
  }
  if (schema.oneOf) {
    const fits = schema.oneOf.some((one) => misfits(one, value, at).length === 0);
    return fits ? [] : [`${at} is none of ${schema.oneOf.length}`];
  }
  // Without a type it is any JSON.
  const takesNull = schema.nullable || Object.keys(schema).length === 0;
  if (value === null) return takesNull ? [] : [`${at} is null`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${value}`];
  if (schema.type && typeOf(value, schema.type) !== schema.type) {
    return [`${at} is no ${schema.type}`];
  }
  return misfitsWithin(schema, value, at);
}

function misfitsWithin(schema: Schema, value: unknown, at: string): string[] {
  const { items = {}, required = [], properties = {} } = schema;
  if (Array.isArray(value)) return value.flatMap((item, n) => misfits(items, item, `${at}[${n}]`));
  const held = Object(value);
  const missing = required.filter((name) => held[name] === undefined);
  const inner = Object.entries(properties).flatMap(([name, property]) =>
    held[name] === undefined ? [] : misfits(property, held[name], `${at}.${name}`),
  );
  return [...missing.map((name) => `${at}.${name} is missing`), ...inner];
}

function typeOf(value: unknown, expected: string): string {
  if (Array.isArray(value)) return 'array';
  return expected === 'integer' && Number.isInteger(value) ? 'integer' : typeof value;
}

const present = [
  ...['auth', 'users', 'user-tokens', 'server'],
  ...['envs', 'env-user-permissions', 'deployment-permissions', 'deployment-kinds'],
  ...['bots', 'bot-tokens'],
];

test('all that Platz has of sign-in, people, envs, permissions, bots and tokens is here, by its own name', () => {
  const theirs = Object.entries(platz.paths)
    .filter(([path]) => present.includes(path.split('/')[3] ?? ''))
    .flatMap(([, operations]) => Object.values(operations).map((one) => one.operationId));
  expect(theirs.length).toBeGreaterThanOrEqual(34);
  expect(shared.length).toBe(theirs.length);
});

test.each(shared)(
  '%s answers with the status and the fields that Platz’s clients read',
  async (name) => {
    const operation = operationOf(name);
    const asking = await rows[name].ask(cast, cast.members.user);
    const answer = await send(server.url, name, asking, cast.members.admin.headers.token);
    const promised = operation?.responses[answer.status];
    expect(promised, `${answer.status} ${JSON.stringify(answer.body)}`).toBeDefined();
    const schema = promised?.content?.['application/json']?.schema;
    if (schema) expect(misfits(schema, answer.body)).toEqual([]);
    else expect(answer.body).toBe('');
  },
);

test.each(shared)('%s takes the parameters that Platz’s clients send', (name) => {
  const { query }: Endpoint = endpoints[name];
  const sent = (operationOf(name)?.parameters ?? []).filter((one) => one.in === 'query');
  const known = Object.keys(query?.shape ?? {});
  expect(sent.map((one) => one.name).filter((one) => !known.includes(one))).toEqual([]);
});

test('looking for misfits finds them', () => {
  const schema: Schema = { $ref: '#/components/schemas/User' };
  expect(misfits(schema, { id: 1, email: null })).toEqual(
    expect.arrayContaining([
      'body.id is no string',
      'body.email is null',
      'body.is_admin is missing',
    ]),
  );
});
