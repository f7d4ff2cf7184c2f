import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { check } from './accessible.ts';
import { adminOf, invite } from './invited.ts';
import { granted, made, madeTree } from './made-tree.ts';

/** An organization with one service account, whose one token never ends and has full access. */
async function siteOf(url: string) {
  const { organization } = await madeTree(url);
  const account = await made(url, 'service-accounts', {
    name: 'deployer',
    home_id: organization.id,
    token: { name: 'ci' },
  });
  return { organization, account, page: `/organizations/${organization.id}/settings/token-policy` };
}

const stateOfToken = async (url: string, accountId: string): Promise<string> => {
  const admin = await adminOf(url);
  const { body } = await admin.get(
    `/api/v2/service-account-tokens?service_account_id=${accountId}`,
  );
  return body.items[0].state;
};

test('a policy is set only after it was shown which tokens it would break', async ({
  page,
  server,
}) => {
  const { organization, account, page: address } = await siteOf(server.url);
  const admin = await invite(server.url);
  await granted(server.url, admin.id, 'organizationAdmin', organization.id);
  await signInAs(page, admin.email, address);
  await expect(page.getByText('Never set: any token may be made.')).toBeVisible();
  const preview = page.getByRole('button', { name: 'Preview' });
  await expect(preview).toBeDisabled();
  await page.getByRole('checkbox', { name: 'Limit how long tokens may live' }).check();
  const days = page.getByRole('textbox', { name: 'Longest life in days' });
  await days.fill('0');
  await preview.click();
  await expect(days).toHaveAccessibleDescription(/at least 1/);
  await days.fill('90');
  await expect(days).toHaveAccessibleDescription(/about 3 months/);
  await preview.click();

  const asked = page.getByRole('dialog', { name: `Set the token policy of ${organization.name}?` });
  const row = asked.getByRole('row').filter({ hasText: 'ci' });
  await expect(row).toContainText('deployer');
  await expect(row).toContainText('It never ends');
  await expect(row).toContainText('Never');
  await expect(asked.getByRole('button', { name: 'Save policy' })).toBeDisabled();
  await asked.getByRole('radio', { name: 'Keep them' }).check();
  await asked.getByRole('button', { name: 'Save policy' }).click();
  await expect(page.getByText(/^Set just now/)).toBeVisible();
  expect(await stateOfToken(server.url, account.id)).toBe('active');

  await page.reload();
  await expect(days).toHaveValue('90');
  await page.getByRole('checkbox', { name: 'Allow tokens with full access' }).uncheck();
  await preview.click();
  await expect(row).toContainText('it has full access');
  await asked.getByRole('radio', { name: 'Revoke them now' }).check();
  await asked.getByRole('button', { name: 'Save policy and revoke 1 token' }).click();
  await expect(asked).toHaveCount(0);
  expect(await stateOfToken(server.url, account.id)).toBe('revoked');
});

test('a policy set elsewhere is seen without a reload, unless one is being changed here', async ({
  page,
  server,
}) => {
  const { organization, page: address } = await siteOf(server.url);
  await signInAs(page, 'admin@example.test', address);
  await expect(page.getByText('Never set: any token may be made.')).toBeVisible();
  const admin = await adminOf(server.url);
  const set = (body: object) => admin.put(`/api/v2/token-policies/${organization.id}`, { body });
  await set({ max_life_days: 30 });
  const days = page.getByRole('textbox', { name: 'Longest life in days' });
  await expect(days).toHaveValue('30');
  await days.fill('60');
  await set({ max_life_days: 10 });
  await page.getByRole('button', { name: 'Undo changes' }).click();
  await expect(days).toHaveValue('10');
});

test('a member of an organization is not led to its token policy', async ({ page, server }) => {
  const { organization } = await siteOf(server.url);
  const member = await invite(server.url);
  await granted(server.url, member.id, 'organizationMember', organization.id);
  await signInAs(page, member.email, `/organizations/${organization.id}/settings/members`);
  await expect(page.getByRole('link', { name: 'Members' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Token policy' })).toHaveCount(0);
});

test('the pages of token policies pass the accessibility check', async ({ page, server }) => {
  test.slow();
  const { page: address } = await siteOf(server.url);
  await signInAs(page, 'admin@example.test', '/admin/token-policy');
  await page.getByRole('checkbox', { name: 'Allow tokens that never end' }).waitFor();
  await check(page, 'the token policy of the site');
  await page.goto(address);
  await page.getByRole('checkbox', { name: 'Limit how long tokens may live' }).check();
  await check(page, 'the token policy of an organization');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('radio', { name: 'Revoke them now' }).check();
  await check(page, 'what a policy breaks');
});
