import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { check, narrow } from './accessible.ts';
import { adminOf, invite } from './invited.ts';

test.describe.configure({ mode: 'parallel' });

test('pages before the sign-in pass the accessibility check', async ({ page, problems }) => {
  test.slow();
  // The page that is not there asks who is signed in.
  problems.allow(/401 \(Unauthorized\)/);
  for (const address of [
    '/sign-in',
    '/sign-in-problem?reason=cancelled&request_id=req-1',
    '/auth/oidc/callback?code=abc',
    '/no/such/page',
    '/api?search=user-tokens',
  ]) {
    await page.goto(address);
    await check(page, address);
  }
  await page
    .getByRole('button', { name: /^POST \/api\/v2\/user-tokens/ })
    .first()
    .click();
  await expect(page.getByText('Who may call it').first()).toBeVisible();
  await check(page, 'an endpoint');
});

test('pages of a person pass it', async ({ page, server, problems }) => {
  test.slow();
  problems.allow(/401 \(Unauthorized\)|404 \(Not Found\)/);
  const { id, email } = await invite(server.url);
  await signInAs(page, email, '/profile/you');
  await check(page, 'profile');
  await page.goto('/profile/sessions');
  await check(page, 'sessions');
  await page.goto('/profile/user-tokens?search=nothing-like-it');
  await check(page, 'nothing found');
  await page.goto('/admin/users/00000000-0000-7000-8000-000000000000');
  await expect(page.getByRole('alert')).toContainText('Not found');
  await check(page, 'an error');
  await page.setViewportSize(narrow);
  await page.getByRole('button', { name: 'Navigation' }).click();
  await expect(page.getByRole('dialog', { name: 'Navigation' })).toBeVisible();
  await check(page, 'the drawer', [narrow]);
  await (await adminOf(server.url)).put(`/api/v2/users/${id}`, { body: { is_active: false } });
  await page.goto('/profile/you');
  await expect(page.getByRole('heading', { name: 'Inactive user' })).toBeVisible();
  await check(page, 'inactive');
});

test('pages of an administrator pass it', async ({ page, server }) => {
  test.slow();
  const { id, email } = await invite(server.url, { is_admin: true });
  const own = await signInWithCookie(server.url, { email });
  await own.post('/api/v2/user-tokens', { body: { name: 'kept', description: 'For checks' } });
  const { body } = await own.post('/api/v2/user-tokens', { body: { name: 'stopped' } });
  await own.post(`/api/v2/user-tokens/${body.id}/revoke`);
  await signInAs(page, email, '/admin/users');
  await check(page, 'people');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByText('Enter their e-mail address.')).toBeVisible();
  await check(page, 'the form of an invitation');
  await page.getByRole('button', { name: 'Cancel' }).click();
  const person = await invite(server.url);
  await page.getByRole('searchbox').fill(person.email);
  await page.getByRole('button', { name: `Actions for ${person.email}` }).click();
  await page.getByRole('menuitem', { name: 'Deactivate…' }).click();
  await expect(page.getByRole('dialog')).toContainText('No open session');
  await check(page, 'the question before deactivating');
  await page.goto(`/admin/users/${id}`);
  await check(page, 'a person');
  await page.goto('/admin/audit');
  await page
    .getByRole('button', { name: /created the token/ })
    .first()
    .click();
  await check(page, 'the record');
});

test('dialogs and menus pass it', async ({ page, server }) => {
  test.slow();
  const { email } = await invite(server.url);
  await signInAs(page, email, '/profile/user-tokens');
  await check(page, 'no tokens yet');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('laptop');
  await check(page, 'the form of a new token');
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(page.getByRole('dialog', { name: 'Copy the token now' })).toBeVisible();
  await check(page, 'a secret');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByRole('button', { name: 'Actions for laptop' }).click();
  await check(page, 'the menu of a token');
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  await check(page, 'the question before revoking');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: /^Your menu/ }).click();
  await check(page, 'the menu of the person');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByLabel(/^Find pages/)).toBeVisible();
  await check(page, 'the search over everything');
});
