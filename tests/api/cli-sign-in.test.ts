import { afterAll, afterEach, expect, test } from 'vitest';
import { createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import {
  approvedCliCode,
  approvedDeviceCode,
  askByLoopback,
  pollOf,
  redirectUri,
  startDevice,
} from './cli-sign-in-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';

const start = Date.now();
let ahead = 0;
const server = await startTestServer({
  clock: () => start + ahead,
  env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' },
});
afterAll(() => server.stop());
afterEach(() => {
  ahead = 0;
});

const admin = await server.as('admin@example.test');
let count = 0;
const freshEmail = () => `person-${++count}@team.test`;
const program = server.anonymous();
const redeem = (body: unknown) => program.post('/api/v2/auth/cli/token', { body });
const poll = (body: unknown) => program.post('/api/v2/auth/device/token', { body });
const withSession = (jwt: string) =>
  createClient(server.url, { headers: { authorization: `Bearer ${jwt}` } });
const me = (jwt: string) => withSession(jwt).get('/api/v2/auth/me');

function expectOAuthError(answer: Awaited<ReturnType<typeof redeem>>, error: string) {
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: error, error });
}

test('by loopback: the browser takes code and state to the program, and they become a session', async () => {
  const person = await server.as(freshEmail());
  const { verifier, query } = askByLoopback({ state: 'a&b=c' });
  const { body } = await person.post('/api/v2/auth/cli/decide', {
    body: { ...query, decision: 'approve' },
  });
  const to = new URL(body.redirect_to);
  expect(to.origin + to.pathname).toBe(redirectUri);
  expect([...to.searchParams.keys()]).toEqual(['code', 'state']);
  expect(to.searchParams.get('state')).toBe('a&b=c');
  const { status, body: session } = await redeem({
    grant_type: 'authorization_code',
    code: to.searchParams.get('code'),
    code_verifier: verifier,
    redirect_uri: redirectUri,
  });
  expect(status).toBe(200);
  const own = await me(session.access_token);
  expect(own.body.User.id).toBe(session.user.id);
  expect(Date.parse(session.expires_at) - start).toBe(session.expires_in * 1000);
});

test('the session has the machine’s name in lists and on the record, and signs out', async () => {
  const email = freshEmail();
  const person = await server.as(email);
  const { body } = await redeem(await approvedCliCode(person, { device_name: 'ada’s laptop' }));
  const { body: sessions } = await person.get('/api/v2/sessions');
  expect(sessions.items[0]).toMatchObject({ via: 'api', device_name: 'ada’s laptop' });
  expect(sessions.items[1]).toMatchObject({ via: 'browser', device_name: null });
  const { body: record } = await admin.get('/api/v2/audit-events?per_page=2');
  expect(record.items).toMatchObject([
    { action: 'session.create', details: { device_name: 'ada’s laptop' } },
    { action: 'sign_in.approve', details: { by: 'loopback', asked_from: '127.0.0.1' } },
  ]);
  await withSession(body.access_token).post('/api/v2/auth/sign-out');
  expectErrorBody(await me(body.access_token), 'session_ended');
  expect((await person.get('/api/v2/auth/me')).status).toBe(200);
  const { body: after } = await admin.get('/api/v2/audit-events?per_page=1');
  const name = 'Terminal on ada’s laptop';
  expect(after.items[0]).toMatchObject({ target: { name }, actor: { credential: { name } } });
});

test('who refuses sends the program away empty-handed, and that is on the record', async () => {
  const person = await server.as(freshEmail());
  const { query } = askByLoopback();
  const { body } = await person.post('/api/v2/auth/cli/decide', {
    body: { ...query, decision: 'refuse' },
  });
  expect(body.redirect_to).toBe(`${redirectUri}?error=access_denied&state=xyz-1`);
  const { body: record } = await admin.get('/api/v2/audit-events?per_page=1');
  expect(record.items[0]).toMatchObject({ action: 'sign_in.refuse' });
});

test.each([
  ['another verifier', { code_verifier: 'a'.repeat(43) }],
  ['another address', { redirect_uri: 'http://127.0.0.1:49153/callback' }],
  ['another code', { code: 'made-up' }],
])('%s opens nothing, and takes nothing from who has the right one', async (_, wrong) => {
  const right = await approvedCliCode(admin);
  expectOAuthError(await redeem({ ...right, ...wrong }), 'invalid_grant');
  expect((await redeem(right)).status).toBe(200);
});

test('a code works for one minute', async () => {
  const person = await server.as(freshEmail());
  const code = await approvedCliCode(person);
  ahead = 60_000;
  expectOAuthError(await redeem(code), 'invalid_grant');
});

test.each([
  ['by loopback', async () => ({ code: await approvedCliCode(admin), use: redeem })],
  ['by device code', async () => ({ code: await approvedDeviceCode(server, admin), use: poll })],
])('%s: a code that comes again ends the session it opened', async (_, made) => {
  const { code, use } = await made();
  const first = await use(code);
  expect((await me(first.body.access_token)).status).toBe(200);
  expectOAuthError(await use(code), 'invalid_grant');
  expectErrorBody(await me(first.body.access_token), 'session_ended');
  const { body: record } = await admin.get('/api/v2/audit-events?per_page=1');
  expect(record.items[0]).toMatchObject({
    action: 'session.end',
    actor: { kind: 'system' },
    details: { because: 'code_used_twice' },
  });
  expectOAuthError(await use(code), 'invalid_grant');
});

test('of two that use a code at once, one at most gets a session, and nobody keeps it', async () => {
  const code = await approvedCliCode(admin);
  const answers = await Promise.all([redeem(code), redeem(code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  const opened = answers.find(({ status }) => status === 200);
  expectErrorBody(await me(opened?.body.access_token), 'session_ended');
});

test.each([
  'http://localhost:8000/callback',
  'http://127.0.0.2:8000/callback',
  'http://127.0.0.1/callback',
  'http://127.0.0.1:0/callback',
  'http://127.0.0.1:65536/callback',
  'https://127.0.0.1:8000/callback',
  'http://127.0.0.1:8000@evil.example/',
  'http://user@127.0.0.1:8000/',
  'http://127.0.0.1:8000/?next=x',
  'http://127.0.0.1:8000/#x',
  'http://[::2]:8000/',
  'https://evil.example/',
  'javascript:alert(1)//127.0.0.1:8000',
])('nothing is sent to %s', async (redirect_uri) => {
  const { query } = askByLoopback({ redirect_uri });
  const { status, body } = await admin.post('/api/v2/auth/cli/decide', {
    body: { ...query, decision: 'approve' },
  });
  expect([status, body.fields?.[0]?.field]).toEqual([400, 'redirect_uri']);
});

test.each(['http://127.0.0.1:1/', 'http://127.0.0.1:65535/a/b', 'http://[::1]:8000/callback'])(
  '%s is on the same machine',
  async (redirect_uri) => {
    const { body } = await admin.post('/api/v2/auth/cli/decide', {
      body: { ...askByLoopback({ redirect_uri }).query, decision: 'approve' },
    });
    expect(body.redirect_to.startsWith(`${redirect_uri}?code=`)).toBe(true);
  },
);

test.each([
  ['no PKCE', { code_challenge: undefined }],
  ['plain PKCE', { code_challenge_method: 'plain' }],
  ['another program', { client_id: 'other' }],
  ['a name that turns the writing', { device_name: 'laptop\u202egpj' }],
])('%s is refused before anybody decides', async (_, wrong) => {
  const { query } = askByLoopback(wrong);
  const { status } = await admin.post('/api/v2/auth/cli/decide', {
    body: { ...query, decision: 'approve' },
  });
  expect(status).toBe(400);
});

test('by device code: waits until somebody approves, then opens a session of theirs', async () => {
  const person = await server.as(freshEmail());
  const asked = await startDevice(server);
  expect(asked).toMatchObject({
    user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
    verification_uri: `${server.url}/device`,
    verification_uri_complete: `${server.url}/device?user_code=${asked.user_code}`,
    expires_in: 600,
    interval: 5,
  });
  const code = pollOf(asked.device_code);
  expectOAuthError(await poll(code), 'authorization_pending');
  // As people type it.
  const typed = asked.user_code.toLowerCase().replace('-', ' ');
  const { body: found } = await person.post('/api/v2/auth/device/find', {
    body: { user_code: typed },
  });
  expect(found).toMatchObject({
    user_code: asked.user_code,
    device_name: 'build.example',
    address: '127.0.0.1',
    is_own_address: true,
  });
  const approve = { body: { user_code: typed, decision: 'approve' } };
  expect((await person.post('/api/v2/auth/device/decide', approve)).status).toBe(204);
  expectErrorBody(await person.post('/api/v2/auth/device/decide', approve), 'not_found');
  const { status, body } = await poll(code);
  expect(status).toBe(200);
  expect((await me(body.access_token)).body.User.id).toBe(body.user.id);
});

test('a refused one is told so, for good', async () => {
  const { user_code, device_code } = await startDevice(server);
  await admin.post('/api/v2/auth/device/decide', { body: { user_code, decision: 'refuse' } });
  expectOAuthError(await poll(pollOf(device_code)), 'access_denied');
  expectOAuthError(await poll(pollOf(device_code)), 'access_denied');
});

test('who polls too fast is slowed down by five seconds each time', async () => {
  const { device_code } = await startDevice(server);
  const after = async (ms: number) => {
    ahead += ms;
    return (await poll(pollOf(device_code))).body.error;
  };
  expect(await after(0)).toBe('authorization_pending');
  expect(await after(5000)).toBe('authorization_pending');
  expect(await after(4000)).toBe('slow_down');
  expect(await after(9000)).toBe('slow_down');
  expect(await after(15_000)).toBe('authorization_pending');
});

test('after ten minutes the codes are worth nothing', async () => {
  const { user_code, device_code } = await startDevice(server);
  ahead = 600_000;
  expectErrorBody(
    await admin.post('/api/v2/auth/device/find', { body: { user_code } }),
    'not_found',
  );
  expectOAuthError(await poll(pollOf(device_code)), 'expired_token');
});

test.each([
  [
    'signed out everywhere',
    (person: typeof admin) => person.post('/api/v2/sessions/end-all', { body: {} }),
  ],
  [
    'was deactivated',
    async (person: typeof admin) => {
      const { body } = await person.get('/api/v2/profile');
      return admin.put(`/api/v2/users/${body.user.id}`, { body: { is_active: false } });
    },
  ],
])('what somebody approved who then %s opens nothing', async (_, happens) => {
  const person = await server.as(freshEmail());
  const byCode = await approvedDeviceCode(server, person);
  const byLoopback = await approvedCliCode(person);
  await happens(person);
  expectOAuthError(await poll(byCode), 'access_denied');
  expectOAuthError(await redeem(byLoopback), 'access_denied');
});

test('no code and no session is written to the log', async () => {
  const cli = await approvedCliCode(admin);
  const device = await approvedDeviceCode(server, admin);
  const sessions = [await redeem(cli), await poll(device)];
  const log = server.log().join('\n');
  for (const text of [cli.code, device.device_code, cli.code_verifier]) {
    expect(log).not.toContain(text);
  }
  for (const { body } of sessions) expect(log).not.toContain(body.access_token);
});

test('guesses at user codes are limited, right ones too, by person and by address', async () => {
  const limited = await startTestServer({ env: { KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE: '3' } });
  try {
    const person = await limited.as('member@example.test');
    const { user_code } = await startDevice(limited);
    const guess = (code: string) =>
      person.post('/api/v2/auth/device/find', { body: { user_code: code } });
    for (const code of ['BBBB-BBBB', 'CCCC-CCCC', 'DDDD-DDDD']) {
      expectErrorBody(await guess(code), 'not_found');
    }
    const answer = await guess(user_code);
    expectErrorBody(answer, 'rate_limited');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const other = await limited.as('admin@example.test');
    const decided = await other.post('/api/v2/auth/device/decide', {
      body: { user_code, decision: 'approve' },
    });
    expectErrorBody(decided, 'rate_limited');
  } finally {
    await limited.stop();
  }
});
