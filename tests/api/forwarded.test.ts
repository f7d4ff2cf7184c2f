import { afterAll, expect, test } from 'vitest';
import { createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';

/** 127.0.0.2 plays the proxy, 127.0.0.1 anybody else. */
const server = await startTestServer({
  env: { KEYWRIGHT_TRUSTED_PROXIES: '127.0.0.2, 10.0.0.0/8' },
});
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const token = await server.token('admin@example.test');

/** The address that the record has for a change that was sent like this. */
async function recorded(localAddress: string, forwarded: string): Promise<string> {
  const headers = { ...token.credentialHeaders(), 'x-forwarded-for': forwarded };
  const client = createClient(server.url, { headers, localAddress });
  const { body } = await client.post('/api/v2/user-tokens');
  const { body: events } = await admin.get(`/api/v2/audit-events?target_id=${body.id}`);
  expect(events.items).toHaveLength(1);
  return events.items[0].address;
}

test('whoever is not a trusted proxy is recorded with their own address, whatever they forward', async () => {
  expect(await recorded('127.0.0.1', '203.0.113.9')).toBe('127.0.0.1');
  expect(await recorded('127.0.0.3', '127.0.0.2, 203.0.113.9')).toBe('127.0.0.3');
});

test('a trusted proxy is believed', async () => {
  expect(await recorded('127.0.0.2', '203.0.113.9')).toBe('203.0.113.9');
  expect(await recorded('127.0.0.2', '2001:db8::7')).toBe('2001:db8::7');
});

test('what a client put before its own address is not, however many trusted proxies follow', async () => {
  expect(await recorded('127.0.0.2', '198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
  expect(await recorded('127.0.0.2', '198.51.100.1, 203.0.113.9, 10.1.2.3')).toBe('203.0.113.9');
});

test('the log has the same address', async () => {
  const before = server.log().length;
  await recorded('127.0.0.2', '203.0.113.77');
  const lines = server
    .log()
    .slice(before)
    .filter((line) => line.includes('203.0.113.77'));
  expect(lines).toHaveLength(1);
});

test('without trusted proxies nobody is believed', async () => {
  await server.restart({ KEYWRIGHT_TRUSTED_PROXIES: '' });
  expect(await recorded('127.0.0.2', '203.0.113.9')).toBe('127.0.0.2');
});

test('a forwarded host or scheme changes nothing of where people are sent', async () => {
  const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
  const { headers: answered } = await server.anonymous().get('/auth/sign-in', { headers });
  const to = new URL(answered.location ?? '');
  expect(to.searchParams.get('redirect_uri')).toBe(`${server.url}/auth/callback`);
});
