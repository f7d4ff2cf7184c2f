import { type Endpoint, type EndpointName, endpoints } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import type { Answer } from '../kit/http-client.ts';
import { expectError, expectOk } from './matrix-answers.ts';
import { endpointNames, send } from './matrix-ask.ts';
import { assembleCast } from './matrix-cast.ts';
import type { Headers } from './matrix-principals.ts';
import { rows } from './matrix-rows.ts';

const cast = await assembleCast();
const { server } = cast;
afterAll(() => server.stop());

const changes = endpointNames.filter((name) => {
  const { access, effect }: Endpoint = endpoints[name];
  return effect === 'change' && access.rule !== 'public';
});

const elsewhere: readonly Headers[] = [
  {},
  { origin: 'https://evil.example' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  { origin: 'null' },
  { origin: 'http://127.0.0.1:1' },
  { origin: server.url.replace('http:', 'https:') },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
];

const cookieOf = ({ cookie = '' }: Headers): Headers => ({ cookie });

/** It went through; what is a runner's alone went as far as that. */
function expectDone(name: EndpointName, answer: Answer): void {
  if (rows[name].byRunner) expectError(name, answer, 'not_found');
  else expectOk(name, answer);
}

/** All that happened, by whomever. */
async function eventCount(): Promise<number> {
  const { body } = await cast.admin.get('/api/v2/audit-events?per_page=1');
  return body.num_total;
}

test.each(changes)('%s with the cookie alone must come from our own pages', async (name) => {
  const row = rows[name];
  const owner = row.endsCredentials ? await cast.newcomer() : cast.members.admin;
  const cookie = cookieOf(owner.headers['session cookie']);
  const asking = await row.ask(cast, owner);
  const before = await eventCount();
  for (const headers of elsewhere) {
    const answer = await send(server.url, name, asking, { ...cookie, ...headers });
    expectError(name, answer, 'csrf_refused');
  }
  expect(await eventCount()).toBe(before);
});

test.each([
  ['its origin', { origin: server.url }],
  ['a browser that sends no origin but says where it is', { 'sec-fetch-site': 'same-origin' }],
])('a change with the cookie and %s is made', async (_, headers) => {
  for (const name of changes) {
    const row = rows[name];
    const owner = row.endsCredentials ? await cast.newcomer() : cast.members.admin;
    const cookie = cookieOf(owner.headers['session cookie']);
    const asking = await row.ask(cast, owner);
    expectDone(name, await send(server.url, name, asking, { ...cookie, ...headers }));
  }
});

test.each(changes)('%s asks no origin of a credential that no browser sends', async (name) => {
  const row = rows[name];
  const owner = row.endsCredentials ? await cast.newcomer() : cast.members.admin;
  const asking = await row.ask(cast, owner);
  const headers = { ...owner.headers['session Bearer'], origin: 'https://evil.example' };
  expectDone(name, await send(server.url, name, asking, headers));
});

test('a cookie that is beside a token counts for nothing, so the token is asked no origin', async () => {
  const { token, 'session cookie': session } = cast.members.user.headers;
  const answer = await send(server.url, 'createUserToken', {}, { ...cookieOf(session), ...token });
  expectOk('createUserToken', answer);
  expect(answer.body.created_by.id).toBe(cast.members.user.id);
});
