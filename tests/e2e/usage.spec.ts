import { expect } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { createClient } from '../kit/http-client.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { check } from './accessible.ts';
import { test } from './clocked.ts';
import { invite } from './invited.ts';
import { madeTree } from './made-tree.ts';

const tokens = '/profile/user-tokens';
const hundredDaysMs = 100 * 86_400_000;

interface Made {
  readonly id: string;
  readonly created_token: string;
}

async function makeToken(url: string, email: string, body: object): Promise<Made> {
  const own = await signInWithCookie(url, { email });
  const answer = await own.post('/api/v2/user-tokens', { body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body as Made;
}

const use = (url: string, { created_token }: Made, path: string) =>
  createClient(url, {
    headers: { 'x-platz-token': created_token, 'user-agent': 'deployer/2.1' },
  }).get(path);

test('a token shows how often it was used, how that ended, from where and for what', async ({
  page,
  server,
}) => {
  test.slow();
  const { url } = server;
  const person = await invite(url);
  const scopes = [{ entity_type: 'user', operation: 'list' }];
  const token = await makeToken(url, person.email, { name: 'busy', scopes });
  for (let n = 0; n < 3; n++) await use(url, token, '/api/v2/users');
  await use(url, token, '/api/v2/roles');
  await signInAs(page, person.email, `${tokens}/${token.id}`);
  const section = page.getByRole('region', { name: 'Use' });
  await expect(async () => {
    await page.reload();
    await expect(section.getByText('3 accepted, 1 refused', { exact: true })).toBeVisible({
      timeout: 2000,
    });
  }).toPass();
  await expect(section.getByText('Missing: role.list (1)')).toBeVisible();
  await expect(section.getByRole('row').filter({ hasText: 'deployer/2.1' })).toContainText('4');
  await expect(section.getByRole('row').filter({ hasText: '127.0.0.1' })).toContainText('4');
  await expect(section.getByRole('row').filter({ hasText: 'user.list' })).toBeVisible();
  await expect(section.getByRole('img', { name: /^3 accepted, 1 refused/ })).toBeVisible();
  await check(page, 'how a token is used');
  await section.getByRole('button', { name: 'Show the numbers' }).click();
  const numbers = section.getByRole('table', { name: 'Use, in numbers' });
  await expect(numbers.getByRole('row').nth(1)).toContainText('3');
  await check(page, 'the same in numbers');
  await section.getByRole('combobox', { name: 'How far back' }).selectOption('Last 24 hours');
  await expect(numbers.getByRole('row')).toHaveCount(2);
});

test('what nobody used is shown first, and then taken away; what is in use stays', async ({
  page,
  server,
  clock,
}) => {
  const { url } = server;
  const person = await invite(url);
  const [idle, busy] = [
    await makeToken(url, person.email, { name: 'idle' }),
    await makeToken(url, person.email, {
      name: 'busy',
      scopes: [
        { entity_type: 'user', operation: 'list' },
        { entity_type: 'user', operation: 'read' },
      ],
    }),
  ];
  clock.advance(hundredDaysMs);
  await use(url, busy, '/api/v2/users');
  await signInAs(page, person.email, tokens);
  const section = page.getByRole('region', { name: 'Not used in 90 days' });
  await expect(section.getByText('1 token and 1 scope')).toBeVisible();
  await section.getByRole('button', { name: 'Remove…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove what was not used in 90 days?' });
  await expect(dialog.getByRole('row').filter({ hasText: 'idle' })).toBeVisible();
  await expect(dialog.getByRole('row').filter({ hasText: 'user.read' })).toContainText('busy');
  await check(page, 'what would be removed');
  await dialog.getByRole('button', { name: 'Revoke 1 token, remove 1 scope' }).click();
  await expect(section.getByText('Everything here is in use, or younger than that')).toBeVisible();
  await expect(page.getByText(/^In force on 1 server after \d+ ms\.$/)).toBeVisible();
  expect((await use(url, idle, '/api/v2/auth/me')).body.code).toBe('token_revoked');
  expect((await use(url, busy, '/api/v2/users')).status).toBe(200);
});

test('the site shows its use and its servers, a project its own use', async ({ page, server }) => {
  test.slow();
  const { project } = await madeTree(server.url);
  await signInAs(page, 'admin@example.test', '/admin/servers');
  const row = page.getByRole('row').filter({ hasText: 'Answers you' });
  await expect(row).toContainText('Held');
  await expect(page.getByText('What the promise rests on')).toBeVisible();
  await check(page, 'servers');
  await page.getByRole('link', { name: 'Use', exact: true }).click();
  await expect(page.getByText('All tokens: of people')).toBeVisible();
  // What the pointer rests on has a colour of its own.
  await page.mouse.move(700, 10);
  await check(page, 'the use of the site');
  await page.goto(`/projects/${project.id}/settings/usage`);
  await expect(page.getByText('Not used in this time')).toBeVisible();
  await expect(page.getByText('Everything here is in use')).toBeVisible();
});
