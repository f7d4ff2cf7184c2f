import { type Endpoint, endpoints } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { endpointNames } from './matrix-ask.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const rows = endpointNames.map((name): [string, Endpoint] => [name, endpoints[name]]);
const withId = rows.filter(([, { params }]) => params !== undefined);
const at = ({ path }: Endpoint, id: string) =>
  path.replace('{id}', id).replace(/\{\w+\}/, crypto.randomUUID());
/** What some endpoint cannot do without; the others pass over it. */
const needed = {
  organization_id: crypto.randomUUID(),
  ...{ is_ok: true, lease_id: crypto.randomUUID(), outcome: 'Done', name: 'x' },
  ...{ scopes: [{ entity_type: 'channel', operation: 'read' }], scope_ids: [crypto.randomUUID()] },
  ...{ payload: 'x', principal_id: crypto.randomUUID(), grant_id: crypto.randomUUID() },
  operation: {
    InvokeAction: { helm_chart_id: crypto.randomUUID(), action_id: 'x', body: {} },
  },
};
/** One that is right, where there has to be one. */
const bodyOf = ({ body }: Endpoint) => {
  if (!body || body.safeParse(undefined).success) return {};
  return { body: body.safeParse({}).success ? {} : needed };
};

test.each(withId)('%s: an id that is none is refused, naming it', async (_name, row) => {
  for (const id of ['1', 'me', 'undefined', '0197a1b2-0000-7000-8000-00000000000', "1'--", '%00']) {
    const answer = await admin.send(row.method, at(row, encodeURIComponent(id)), bodyOf(row));
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields).toEqual([{ field: 'id', message: 'Expected a UUID.' }]);
  }
});

test.each(withId)('%s: an id of nothing is not found', async (_name, row) => {
  for (const id of [crypto.randomUUID(), 'ffffffff-ffff-ffff-ffff-ffffffffffff']) {
    const answer = await admin.send(row.method, at(row, id), bodyOf(row));
    expectErrorBody(answer, 'not_found');
  }
});

test('an id in upper case is the same id', async () => {
  const { body } = await admin.post('/api/v2/user-tokens');
  const upper = body.id.toUpperCase();
  const one = await admin.get(`/api/v2/user-tokens/${upper}`);
  expect([one.status, one.body.id]).toEqual([200, body.id]);
  const found = await admin.get(`/api/v2/user-tokens?search=${upper}`);
  expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
  await admin.post(`/api/v2/user-tokens/${upper}/revoke`);
  const events = await admin.get(
    `/api/v2/audit-events?target_id=${upper}&action=user_token.revoke`,
  );
  expect(events.body.items).toMatchObject([{ target: { id: body.id } }]);
});

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const;
const paths = [...new Set(rows.map(([, { path }]) => path))];

/** `{id}` stands for anything, `end-all` among them. */
const matches = (row: Endpoint, path: string) =>
  new RegExp(`^${row.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);

test.each(paths)('%s takes its own methods, and says which', async (path) => {
  const own = rows
    .filter(([, row]) => matches(row, path))
    .map(([, { method }]) => method as string);
  const address = path.replace('{id}', crypto.randomUUID());
  for (const method of methods.filter((one) => !own.includes(one))) {
    const answer = await admin.send(method, address);
    expectErrorBody(answer, 'method_not_allowed');
    const allowed = (answer.headers.allow ?? '').split(', ');
    expect(allowed).toEqual(expect.arrayContaining(own));
    expect(allowed.filter((one) => one !== 'HEAD').sort()).toEqual([...own].sort());
  }
});

test.each([
  '/api/v2',
  '/api/v2/',
  '/api/v2/nothing',
  '/api/v1/users',
  '/api/v2//users',
  '/api/v2/users/a/b/c',
  '/api/v2/USERS',
  '/api/v2/user-tokens/x/revoke/y',
  '/api/v2/.env',
  '/api/v2/users%2f..%2f',
  '/assets/none.js',
])('%s is nothing, in the form of every error', async (path) => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    expectErrorBody(await admin.send(method, path), 'not_found');
  }
});

test.each(['/api/v2/users/%zz', '/api/v2/%', '/%c0%80', `/api/v2/users/${'x'.repeat(300)}`])(
  'an address that cannot be read is refused in the form of every error: %s',
  async (path) => {
    const answer = await admin.get(path);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  },
);

test('HEAD is GET without the body', async () => {
  for (const path of ['/api/v2/auth/me', '/api/v2/users', '/api/v2/server', '/healthz']) {
    const [head, get] = [await admin.send('HEAD', path), await admin.get(path)];
    expect([head.status, head.body]).toEqual([200, '']);
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
  }
  const refused = await server.anonymous().send('HEAD', '/api/v2/auth/me');
  expect([refused.status, refused.body]).toEqual([401, '']);
});

test.each(['/api/v2/events', '/auth/callback'])(
  'HEAD of %s begins nothing and changes nothing',
  async (path) => {
    const { status, body } = await admin.send('HEAD', path);
    expect([status, body]).toEqual([405, '']);
  },
);

test('every answer says what browsers may do with it, and has a request id of its own', async () => {
  const answers = await Promise.all(
    ['/api/v2/auth/me', '/api/v2/nothing', '/', '/healthz'].map((path) => admin.get(path)),
  );
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  }
  expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(4);
});
