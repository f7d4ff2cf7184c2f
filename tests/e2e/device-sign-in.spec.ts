import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { approvedCliCode, askByLoopback, pollOf, startDevice } from '../api/cli-sign-in-kit.ts';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { createClient } from '../kit/http-client.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { check } from './accessible.ts';
import { invite } from './invited.ts';

const at = (url: string) => ({ anonymous: () => createClient(url) });
const poll = (url: string, device_code: string) =>
  createClient(url).post('/api/v2/auth/device/token', { body: pollOf(device_code) });

test('a person who is not signed in types a code, sees what asks, and lets it in', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/401 \(Unauthorized\)/);
  problems.allow(/404 \(Not Found\)/);
  problems.allow(/400 \(Bad Request\)/);
  const { user_code, device_code } = await startDevice(at(server.url), 'build.example');
  await page.goto('/device');
  await page.getByRole('link', { name: /^Sign in with/ }).click();
  await page.getByRole('button', { name: /^Ada Admin/ }).click();
  await expect(page).toHaveURL(/\/device$/);

  const code = page.getByLabel('Code');
  await expect(code).toBeFocused();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Type the code.')).toBeVisible();
  await code.fill('AEIO-U');
  await code.press('Enter');
  await expect(page.getByText(/Codes have 8 letters/)).toBeVisible();
  await code.fill('BBBB-BBBB');
  await code.press('Enter');
  await expect(page.getByText(/No program waits with this code/)).toBeVisible();
  await check(page, 'the form of a code, with a wrong one');

  await code.fill(user_code.toLowerCase().replace('-', ''));
  await code.press('Enter');
  await expect(
    page.getByRole('heading', { name: 'Let this program sign in as you?' }),
  ).toBeVisible();
  await expect(page.getByText(user_code, { exact: true })).toBeVisible();
  await expect(page.getByText('“build.example”, as the program says')).toBeVisible();
  await expect(page.getByText('The same as yours')).toBeVisible();
  await expect(page.getByText('Only if you started it yourself, just now')).toBeVisible();
  await check(page, 'what asks with a code');

  await page.getByRole('button', { name: 'Sign in as Ada Admin' }).click();
  await expect(page.getByRole('heading', { name: 'Go back to your terminal' })).toBeVisible();
  const { body } = await poll(server.url, device_code);
  expect(body.user.email).toBe('admin@example.test');
  await page.getByRole('link', { name: 'sessions' }).click();
  await expect(page.getByRole('row', { name: /Terminal on build\.example/ })).toBeVisible();
});

test('a link with the code in it shows the code to compare, and can be refused', async ({
  page,
  server,
}) => {
  const { email } = await invite(server.url);
  const asked = await startDevice(at(server.url), 'somebody else’s');
  await signInAs(page, email, '/device');
  await page.goto(asked.verification_uri_complete);
  await expect(page.getByText(asked.user_code, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByRole('heading', { name: 'Refused' })).toBeVisible();
  expect((await poll(server.url, asked.device_code)).body.error).toBe('access_denied');
});

test('a program on this machine is handed the answer by the browser', async ({
  page,
  problems,
}) => {
  problems.allow(/401 \(Unauthorized\)/);
  const heard: string[] = [];
  const listener = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.setHeader('content-type', 'text/html').end('<h1>Signed in</h1>');
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const origin = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  problems.allow(new RegExp(origin.replaceAll('.', '\\.')));
  try {
    const { query } = askByLoopback({ redirect_uri: `${origin}/callback`, state: 'kept & sent' });
    await page.goto(`/auth/cli?${new URLSearchParams(query as Record<string, string>)}`);
    await page.getByRole('link', { name: /^Sign in with/ }).click();
    await page.getByRole('button', { name: /^Ada Admin/ }).click();
    await expect(
      page.getByRole('heading', { name: 'Let keywright sign in as you?' }),
    ).toBeVisible();
    await expect(page.getByText('“laptop.example”, as the program says')).toBeVisible();
    await check(page, 'what asks on this machine');
    await page.getByRole('button', { name: 'Sign in as Ada Admin' }).click();
    await expect(page.getByRole('heading', { name: 'Signed in' })).toBeVisible();
    const answer = new URL(heard[0] ?? '', origin);
    expect(answer.pathname).toBe('/callback');
    expect(answer.searchParams.get('state')).toBe('kept & sent');
    expect(answer.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
  } finally {
    listener.close();
  }
});

test('a link that is not whole, or leads elsewhere, offers nothing to approve', async ({
  page,
  server,
}) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, '/device');
  const { query } = askByLoopback({ redirect_uri: 'https://evil.example/callback' });
  for (const search of ['', `?${new URLSearchParams(query as Record<string, string>)}`]) {
    await page.goto(`/auth/cli${search}`);
    await expect(page.getByRole('heading', { name: 'This link is not whole' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Sign in as/ })).toHaveCount(0);
  }
});

test('a terminal is ended from the list of sessions', async ({ page, server }) => {
  const { email } = await invite(server.url);
  const person = await signInWithCookie(server.url, { email });
  const { body } = await createClient(server.url).post('/api/v2/auth/cli/token', {
    body: await approvedCliCode(person),
  });
  await signInAs(page, email, '/profile/sessions');
  await page.getByRole('button', { name: /^End session on Terminal on laptop\.example/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await expect(page.getByRole('row', { name: /Terminal on/ })).toHaveCount(0);
  const headers = { authorization: `Bearer ${body.access_token}` };
  const ended = await createClient(server.url, { headers }).get('/api/v2/auth/me');
  expect(ended.body.code).toBe('session_ended');
});
