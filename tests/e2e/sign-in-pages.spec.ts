import { signInFailures } from '../../packages/contract/src/index.ts';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { adminOf, invite } from './invited.ts';

test('whoever is not signed in is led to the sign-in and back again', async ({
  page,
  problems,
}) => {
  problems.allow(/401 \(Unauthorized\)/);
  await page.goto('/admin/users?search=ada');
  await expect(page).toHaveURL(/\/sign-in\?return_to=%2Fadmin%2Fusers%3Fsearch%3Dada$/);
  await expect(page.getByText('admin@example.test')).toBeVisible();
  await page.getByRole('link', { name: /^Sign in with/ }).click();
  await page.getByRole('button', { name: /^Ada Admin/ }).click();
  await expect(page).toHaveURL(/\/admin\/users\?search=ada$/);
  await expect(page.getByRole('link', { name: 'Ada Admin' })).toBeVisible();
});

test('an address elsewhere is never a place to return to', async ({ page }) => {
  await page.goto('/sign-in?return_to=//evil.example/x');
  const link = page.getByRole('link', { name: /^Sign in with/ });
  await expect(link).toHaveAttribute('href', '/auth/sign-in?return_to=%2F');
});

test('every way a sign-in fails says who can mend it and what to do', async ({ page }) => {
  for (const reason of signInFailures) {
    await page.goto(`/sign-in-problem?reason=${reason}&request_id=req-42`);
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(
      'The sign-in did not work',
    );
    await expect(page.getByText('Who can mend it')).toBeVisible();
    await expect(page.getByText('What to do next')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy request id req-42' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Try again' })).toBeVisible();
  }
  await page.goto('/sign-in-problem?reason=provider_error&code=internal&request_id=req-42');
  await expect(page.getByText(/on the side of Keywright/)).toBeVisible();
  await page.goto('/sign-in-problem?reason=made-up');
  await expect(page.getByRole('heading', { name: 'The sign-in did not work' })).toBeVisible();
});

test('cancelling at the provider is explained', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: /^Sign in with/ }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'The sign-in was cancelled' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Copy request id/ })).toBeVisible();
});

test('an inactive person is told so, and let in once activated', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/401 \(Unauthorized\)/);
  const { id, email } = await invite(server.url, { is_active: false });
  await signInAs(page, email, '/profile/you');
  await expect(page.getByRole('heading', { name: 'Inactive user' })).toBeVisible();
  await expect(page.getByText(/site administrator can activate/)).toBeVisible();

  const admin = await adminOf(server.url);
  await admin.put(`/api/v2/users/${id}`, { body: { is_active: true } });
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();

  await admin.put(`/api/v2/users/${id}`, { body: { is_active: false } });
  await expect(page.getByRole('heading', { name: 'Inactive user' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Keywright' })).toBeVisible();
});

test('what a link says in the name of the provider is not repeated', async ({ page }) => {
  const words = 'Call 555 0100 to unlock your account';
  const link = (error: string) =>
    `/auth/oidc/callback?${new URLSearchParams({ error, error_description: words })}`;
  await page.goto(link('access_denied'));
  await expect(page.getByText('The sign-in provider says: access_denied')).toBeVisible();
  await expect(page.getByText(words)).toBeHidden();
  await page.goto(link(words));
  await expect(page.getByRole('heading', { name: 'The provider gave no code' })).toBeVisible();
  await expect(page.getByText(words)).toBeHidden();
});

test('an API client’s code is shown, and taken out of the address at once', async ({ page }) => {
  for (const path of ['/auth/oidc/callback', '/auth/google/callback']) {
    await page.goto(`${path}?code=4%2F0AVMBsJh&state=x`);
    await expect(page.getByText('4/0AVMBsJh')).toBeVisible();
    await expect(page.getByText(/only to a program you started yourself/)).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
    await page.reload();
    await expect(page.getByRole('heading', { name: 'There is no code here' })).toBeVisible();
  }
});
