import { test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { check, narrow } from './accessible.ts';
import { invite } from './invited.ts';
import { deployed, madeSite } from './made-deployments.ts';
import { madeTree } from './made-tree.ts';

test.describe.configure({ mode: 'parallel' });

test('lists of deployments, clusters and versions pass the accessibility check', async ({
  page,
  server,
}) => {
  test.slow();
  const site = await madeSite(server.url);
  const bare = await madeTree(server.url);
  const shop = await deployed(server.url, site);
  await site.runner.work('Failed', 'The disk is full');
  const { email } = await invite(server.url, { is_admin: true });
  await signInAs(page, email, `/envs/${bare.env.id}/deployments`);
  await page.getByText('runner.yaml', { exact: true }).waitFor();
  await check(page, 'an env without a cluster');
  await page.goto(`/envs/${site.env.id}/deployments`);
  await page.getByRole('link', { name: shop.name, exact: true }).waitFor();
  await check(page, 'deployments');
  await page.getByRole('button', { name: 'New deployment' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Deployment kind' }).click();
  await form.getByRole('option', { name: site.kind.name }).click();
  await form.getByRole('combobox', { name: 'Version' }).click();
  await form.getByRole('option', { name: '1.0.0' }).click();
  await form.getByRole('button', { name: 'Create deployment' }).click();
  await form.getByText('Greeting must be given.').waitFor();
  await check(page, 'the form of a deployment', [narrow]);
  await page.goto(`/envs/${site.env.id}/settings/clusters`);
  await page.getByText('OK', { exact: true }).waitFor();
  await check(page, 'clusters');
  await page.goto(`/admin/deployment-kinds/${site.kind.id}`);
  await page.getByText('Available', { exact: true }).waitFor();
  await check(page, 'versions of a kind');
});

test('the page of a deployment passes it', async ({ page, server }) => {
  test.slow();
  const site = await madeSite(server.url);
  const shop = await deployed(server.url, site, { values_override: { cpu: 2 } });
  await site.runner.work();
  await site.runner.report(shop.id, {
    resources: [{ kind: 'Pod', api_version: 'v1', name: 'web-0', status_color: ['danger'] }],
    status: {
      content: {
        status: { name: 'Healthy', color: 'success' },
        metrics: [{ value: '3', unit: '%', short_description: 'Errors' }],
        notices: [{ level: 'Warning', text: 'The disk is nearly full.' }],
      },
      error: null,
    },
  });
  const { email } = await invite(server.url, { is_admin: true });
  const at = `/envs/${site.env.id}/deployments/${site.kind.id}/${shop.id}`;
  await signInAs(page, email, at);
  await page.getByText('web-0').waitFor();
  await check(page, 'a deployment');
  await page.getByRole('button', { name: 'Scale…' }).click();
  await page.getByLabel('When').selectOption('later');
  await check(page, 'the form of an action', [narrow]);
  await page.goto(at);
  await page.getByRole('button', { name: `Actions for ${shop.name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByText('This goes with it:').waitFor();
  await check(page, 'what would be lost', [narrow]);
  await page.goto(`${at}/access`);
  await page.getByRole('heading', { name: 'What it may do itself' }).waitFor();
  await check(page, 'access to a deployment');
});
