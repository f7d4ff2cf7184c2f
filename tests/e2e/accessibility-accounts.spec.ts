import { test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { check } from './accessible.ts';
import { adminOf } from './invited.ts';

test.describe.configure({ mode: 'parallel' });

test('pages of bots pass the accessibility check', async ({ page, server }) => {
  test.slow();
  const admin = await adminOf(server.url);
  const body = { name: 'looked at', description: 'For checks', token: { name: 'pipeline' } };
  const { body: bot } = await admin.post('/api/v2/service-accounts', { body });
  await signInAs(page, 'admin@example.test', '/admin/bots');
  await page.getByRole('row').filter({ hasText: 'looked at' }).waitFor();
  await check(page, 'bots');
  await page.getByRole('button', { name: 'Renew looked at' }).click();
  await check(page, 'the question before renewing');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.goto(`/admin/bots/${bot.id}`);
  await page.getByRole('row').filter({ hasText: 'pipeline' }).waitFor();
  await check(page, 'a bot');
  await page.getByRole('button', { name: 'Actions for looked at' }).click();
  await check(page, 'the menu of a bot');
  await page.getByRole('menuitem', { name: 'Delete bot…' }).click();
  await page.getByLabel(/^Type/).waitFor();
  await check(page, 'the question before deleting');
});

test('the form of a service account passes it', async ({ page, server }) => {
  test.slow();
  const admin = await adminOf(server.url);
  const { body: organization } = await admin.post('/api/v2/organizations', {
    body: { name: 'Looked at' },
  });
  const address = `/organizations/${organization.id}/settings/service-accounts`;
  await signInAs(page, 'admin@example.test', address);
  await page.getByRole('heading', { name: 'No service accounts yet' }).waitFor();
  await check(page, 'no service accounts yet');
  await page.getByRole('button', { name: 'New service account' }).click();
  await page.getByRole('button', { name: 'Add permission' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Give it a name.').waitFor();
  await check(page, 'the form of a service account');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('exporter');
  await page.getByRole('button', { name: 'Remove permission 1' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByRole('link', { name: 'exporter' }).click();
  await page.getByRole('heading', { level: 1, name: 'exporter' }).waitFor();
  await check(page, 'a service account');
});
