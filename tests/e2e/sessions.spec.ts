import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { invite } from './invited.ts';

const sessions = '/profile/sessions';

test('people see their sessions, and end one elsewhere', async ({ page, server }) => {
  const { email } = await invite(server.url);
  const elsewhere = await signInWithCookie(server.url, { email });
  await signInAs(page, email, sessions);
  await expect(page.getByText('2 sessions')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'This session' })).toContainText(
    'Chrome on',
  );

  const other = page.getByRole('row').filter({ hasText: 'Unknown program' });
  await other.getByRole('button', { name: /^End session/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await expect(page.getByText('1 session', { exact: true })).toBeVisible();
  expect((await elsewhere.get('/api/v2/auth/me')).body.code).toBe('session_ended');
});

test('signing out everywhere may keep this session', async ({ page, server }) => {
  const { email } = await invite(server.url);
  const elsewhere = await signInWithCookie(server.url, { email });
  await signInAs(page, email, sessions);
  await page.getByRole('button', { name: 'Sign out everywhere…' }).click();
  const asked = page.getByRole('dialog', { name: 'Sign out everywhere?' });
  await expect(asked.getByLabel('Stay signed in here')).toBeChecked();
  await asked.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByText('1 session', { exact: true })).toBeVisible();
  expect((await elsewhere.get('/api/v2/auth/me')).status).toBe(401);
});

test('a tab whose session was ended goes to sign-in, and keeps where it was', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/401 \(Unauthorized\)/);
  const { email } = await invite(server.url);
  await signInAs(page, email, sessions);
  await expect(page.getByText('1 session', { exact: true })).toBeVisible();
  const elsewhere = await signInWithCookie(server.url, { email });
  await elsewhere.post('/api/v2/sessions/end-all', { body: { spare_current: true } });
  await expect(page).toHaveURL(/\/sign-in\?return_to=%2Fprofile%2Fsessions/);
});

test('signing out leads to the sign-in page, and Back does not come in again', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/401 \(Unauthorized\)/);
  const { email } = await invite(server.url);
  await signInAs(page, email, '/profile/you');
  await page.getByRole('button', { name: /^Your menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Keywright' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Sign in to Keywright' })).toBeVisible();
});
