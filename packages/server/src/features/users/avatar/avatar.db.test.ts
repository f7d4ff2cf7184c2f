import { afterAll, expect, test } from 'vitest';
import type { Client } from '../../../../../../tests/kit/http-client.ts';
import { startTestServer } from '../../../../../../tests/kit/server.ts';

const server = await startTestServer({
  env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'example.test' },
});
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const avatarUrl = async (client: Client): Promise<string | null> => {
  const { body } = await client.get('/api/v2/auth/me');
  return body.User.avatar_url;
};
const failures = () => server.log().filter((line) => line.includes('picture not fetched'));
const soon = { timeout: 10_000, interval: 20 };

test('a picture comes with the sign-in, and is served from here to who is signed in', async () => {
  await expect.poll(() => avatarUrl(admin), soon).not.toBeNull();
  const path = (await avatarUrl(admin)) ?? '';
  expect(path).toMatch(/^\/api\/v2\/users\//);
  const { status, headers, body } = await admin.get(path);
  expect([status, headers['content-type']]).toEqual([200, 'image/png']);
  expect(body).toContain('PNG');
  const etag = headers.etag ?? '';
  expect((await admin.get(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
  expect((await server.anonymous().get(path)).status).toBe(401);
  const { status: unknown } = await admin.get(
    '/api/v2/users/00000000-0000-7000-8000-000000000000/avatar',
  );
  expect(unknown).toBe(404);
});

test('a new picture has a new address, the same one keeps it, and none takes it away', async () => {
  const email = 'pictured@example.test';
  const { body } = await admin.get('/api/v2/auth/options');
  expect(body.is_development).toBe(true);
  const client = await server.as(email);
  await expect.poll(() => avatarUrl(client), soon).not.toBeNull();
  const first = await avatarUrl(client);
  await server.as(email);
  expect(await avatarUrl(client)).toBe(first);

  const { headers } = await server.anonymous().get('/auth/sign-in');
  const other = new URL('/pictures/other.png', headers.location);
  await server.as({ email, picture: other.href });
  await expect.poll(() => avatarUrl(client), soon).not.toBe(first);

  await server.as({ email, picture: 'none' });
  await expect.poll(() => avatarUrl(client), soon).toBeNull();
});

test.each([
  ['a private address', 'https://10.0.0.1/a.png'],
  ['this server', 'https://127.0.0.1/a.png'],
  ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
  ['a name of this machine', 'https://localhost/a.png'],
  ['a file', 'file:///etc/passwd'],
])(
  'the picture of %s is not fetched, and the sign-in is none the worse',
  async (_what, picture) => {
    const before = failures().length;
    const email = 'curious@example.test';
    const client = await server.as({ email, picture });
    await expect.poll(() => failures().length, soon).toBe(before + 1);
    expect(failures().at(-1)).toContain('DownloadRefused');
    expect(await avatarUrl(client)).toBeNull();
  },
);

test('what is no picture is not kept', async () => {
  const before = failures().length;
  const { headers } = await server.anonymous().get('/auth/sign-in');
  const page = new URL('/.well-known/openid-configuration', headers.location);
  const client = await server.as({ email: 'scripted@example.test', picture: page.href });
  await expect.poll(() => failures().length, soon).toBe(before + 1);
  expect(await avatarUrl(client)).toBeNull();
});
