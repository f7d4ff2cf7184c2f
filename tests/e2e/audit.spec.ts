import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { invite } from './invited.ts';

test('the record tells what happened, opens to its details, and narrows', async ({
  page,
  server,
}) => {
  const admin = await invite(server.url, { is_admin: true });
  const person = await invite(server.url);
  const theirs = await signInWithCookie(server.url, { email: person.email, name: 'Rita Record' });
  const { body: token } = await theirs.post('/api/v2/user-tokens', { body: { name: 'noted' } });

  await signInAs(page, admin.email, '/admin/audit');
  const entry = page.getByRole('button', { name: /Rita Record created the token “noted”/ });
  await entry.click();
  const details = page.getByRole('region', { name: /Rita Record created the token “noted”/ });
  await expect(details).toContainText('user_token.create');
  await expect(details).toContainText(token.id);
  await expect(details).toContainText('127.0.0.1');
  await expect(details.getByRole('button', { name: /^Copy request id/ })).toBeVisible();

  await details.getByRole('link', { name: 'All about it' }).click();
  await expect(page).toHaveURL(new RegExp(`target=${token.id}`));
  await expect(page.getByText('1 entry')).toBeVisible();

  // What happens now appears by itself.
  await theirs.post(`/api/v2/user-tokens/${token.id}/revoke`);
  await expect(
    page.getByRole('button', { name: /Rita Record revoked the token “noted”/ }),
  ).toBeVisible();

  await page.getByRole('combobox', { name: 'Action' }).click();
  await page.getByRole('option', { name: 'Token revoked', exact: true }).click();
  await expect(page).toHaveURL(/action=user_token.revoke/);
  await expect(page.getByText('1 entry')).toBeVisible();

  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('combobox', { name: 'Actor' }).fill('Rita Rec');
  await page.getByRole('option', { name: /Rita Record/ }).click();
  await expect(page).toHaveURL(new RegExp(`actor=${person.id}`));
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();
});
