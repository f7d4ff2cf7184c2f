import { type Endpoint, endpoints, openApiDocument } from '@keywright/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../kit/server.ts';
import { endpointNames } from './matrix-ask.ts';

const server = await startTestServer();
afterAll(() => server.stop());

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, unknown>>;
}

const served = await server.anonymous().get('/api/v2/openapi.json');
const paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> = served.body.paths;
const described = Object.entries(paths).flatMap(([path, operations]) =>
  Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
);
const rows = endpointNames.map((name): [string, Endpoint] => [name, endpoints[name]]);

test('it is what follows from the endpoint table, for this server and version', () => {
  expect(served.status).toBe(200);
  const { version } = served.body.info;
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  const document = openApiDocument(server.url, version);
  expect(served.body).toEqual(JSON.parse(JSON.stringify(document)));
});

test('it says the version that GET /api/v2/server says', async () => {
  const admin = await server.as('admin@example.test');
  const { body } = await admin.get('/api/v2/server');
  expect(body.version).toBe(served.body.info.version);
});

test('it says where MQTT is taken: over WebSocket alone, without a port of its own', async () => {
  const admin = await server.as('admin@example.test');
  const { body } = await admin.get('/api/v2/server');
  expect(body.mqtt).toEqual({ port: null, tls: false, path: '/mqtt' });
});

test('it is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(served.body);
  expect([valid, errors]).toEqual([true, undefined]);
});

test('it holds every endpoint, and nothing else', () => {
  expect([...described].sort()).toEqual(
    rows.map(([, { method, path }]) => `${method} ${path}`).sort(),
  );
});

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

test.each(Object.keys(paths))(
  '%s is served with the methods it has there, and no others',
  async (path) => {
    // Ids that name nothing, and no credential: what is served refuses, what is not says so.
    const address = path.replace('{id}', '00000000-0000-7000-8000-000000000000');
    const alsoMatching = (method: string) =>
      rows.some(([, row]) => row.method === method && isAt(row, address));
    for (const method of methods) {
      const { body } = await server.anonymous().send(method, address);
      expect(body.code === 'method_not_allowed', method).toBe(!alsoMatching(method));
    }
  },
);

const isAt = (row: Endpoint, address: string) =>
  new RegExp(`^${row.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address);

test.each(rows)('%s: what it asks for and answers is described', (name, row) => {
  const operation = paths[row.path]?.[row.method.toLowerCase()];
  expect(operation?.operationId).toBe(name);
  expect(operation?.security.length === 0).toBe(row.access.rule === 'public');
  const takesBasic = operation?.security.some((way) => Object.hasOwn(way, 'password'));
  expect(takesBasic).toBe(row.takesBasic === true);
  expect(operation?.responses).toHaveProperty(String(row.answer.status));
  expect(operation?.responses).toHaveProperty('503');
});

test('no two operations have one name, and every reference leads somewhere', () => {
  expect(new Set(endpointNames).size).toBe(described.length);
  const text = JSON.stringify(served.body);
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of new Set(references)) {
    const found = reference.split('/').reduce((at, key) => Object(at)[key], served.body);
    expect(found, reference).toBeDefined();
  }
});
