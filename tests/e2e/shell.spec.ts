import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { invite } from './invited.ts';

test('the profile shows who one is', async ({ page, server }) => {
  const { id, email } = await invite(server.url, { is_admin: true });
  await signInAs(page, email, '/profile/you');
  await expect(page).toHaveTitle('Profile · Keywright');
  await expect(page.getByText(email).first()).toBeVisible();
  await expect(page.getByText('Site administrator', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: `Copy user id ${id}` })).toBeVisible();
  // The picture is served from here: the fixture fails on a request to any other host.
  const picture = page.getByRole('button', { name: /^Your menu/ }).locator('img');
  await expect(picture).toHaveAttribute('src', new RegExp(`^/api/v2/users/${id}/avatar`));
});

test('pages, people and tokens are found from the keyboard', async ({ page, server }) => {
  const { email } = await invite(server.url, { is_admin: true });
  const person = await invite(server.url);
  const theirs = await signInWithCookie(server.url, { email: person.email, name: 'Fritzi Found' });
  const { body: token } = await theirs.post('/api/v2/user-tokens', { body: { name: 'findable' } });
  await signInAs(page, email, '/profile/you');

  const finder = page.getByRole('dialog', { name: 'Find' });
  const find = finder.getByLabel(/^Find pages/);
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await find.fill('audit');
  await expect(finder.getByRole('button', { name: /^Audit record/ })).toBeVisible();
  await expect(finder.getByRole('button', { name: /^Sessions/ })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Audit record' })).toBeFocused();

  await page.keyboard.press('Control+k');
  await find.fill('Fritzi');
  await expect(finder.getByRole('button', { name: /^Fritzi Found/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Fritzi Found', level: 1 })).toBeFocused();

  await page.keyboard.press('Control+k');
  await find.fill(token.created_token);
  await expect(finder.getByRole('button', { name: /^findable/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/admin/users/${person.id}\\?search=${token.id}`));
  await expect(page.getByRole('row').filter({ hasText: 'findable' })).toBeVisible();
});

test('light and dark are chosen in the menu, and kept', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, '/profile/you');
  const html = page.locator('html');
  await page.getByRole('button', { name: /^Your menu/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('on a narrow screen the navigation is a drawer', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { email } = await invite(server.url);
  await signInAs(page, email, '/profile/you');
  await page.getByRole('button', { name: 'Navigation' }).click();
  await page
    .getByRole('dialog', { name: 'Navigation' })
    .getByRole('link', { name: 'Sessions' })
    .click();
  await expect(page.getByRole('heading', { name: 'Sessions', level: 1 })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a page that is not there says so, among the ways on for who is signed in', async ({
  page,
  server,
  problems,
}) => {
  // That is how it learns that nobody is signed in.
  problems.allow(/401 \(Unauthorized\)/);
  await page.goto('/no/such/page');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  const { email } = await invite(server.url);
  await signInAs(page, email, '/no/such/page');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('heading', { name: 'Sessions', level: 1 })).toBeVisible();
});

test('when the server fails, its message and a retry are shown', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/503 \(Service Unavailable\)/);
  const { email } = await invite(server.url);
  await signInAs(page, email, '/profile/you');
  const failure = {
    status: 503,
    json: { code: 'database_unavailable', message: 'The database naps.', request_id: 'req-7' },
  };
  await page.route('**/api/v2/user-tokens?*', (route) => route.fulfill(failure));
  await page.goto('/profile/user-tokens');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The database naps.', { timeout: 15_000 });
  await expect(alert.getByRole('button', { name: 'Copy request id req-7' })).toBeVisible();
  await page.unroute('**/api/v2/user-tokens?*');
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('heading', { name: 'You have no tokens yet' })).toBeVisible();
});
