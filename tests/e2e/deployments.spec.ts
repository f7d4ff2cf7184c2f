import type { Page } from '@playwright/test';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { adminOf, invite } from './invited.ts';
import {
  deployed,
  grantedKind,
  madeChart,
  madeRunner,
  madeSite,
  readDeployment,
  type Site,
} from './made-deployments.ts';
import { granted, type Made, madeTree } from './made-tree.ts';

test.describe.configure({ mode: 'parallel' });

const pageOf = ({ env, kind }: Site, { id }: Made) =>
  `/envs/${env.id}/deployments/${kind.id}/${id}`;

/** Somebody who sees the env, and holds a role for the deployments of the site's kind there. */
async function holderOf(url: string, site: Site, role: Parameters<typeof grantedKind>[2]) {
  const person = await invite(url);
  await granted(url, person.id, 'envUser', site.env.id);
  await grantedKind(url, person.id, role, site);
  return person;
}

async function act(page: Page, of: Made, label: string) {
  await page.getByRole('button', { name: `Actions for ${of.name}` }).click();
  await page.getByRole('menuitem', { name: label }).click();
  return page.getByRole('dialog');
}

test('an Owner makes a deployment by the form of its version, and sees it come up by itself', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/400 \(Bad Request\)/);
  const site = await madeSite(server.url);
  const { email } = await holderOf(server.url, site, 'deploymentOwner');
  await signInAs(page, email, `/envs/${site.env.id}`);
  await expect(page.getByRole('heading', { name: 'No deployment here yet' })).toBeVisible();
  await page.getByRole('button', { name: 'New deployment' }).click();
  const form = page.getByRole('dialog', { name: /^New deployment/ });
  const choose = async (field: string, name: string) => {
    await form.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name }).click();
  };
  await choose('Deployment kind', site.kind.name);
  await choose('Cluster', site.runner.cluster.name);
  await choose('Version', '1.0.0');
  await form.getByLabel('Name').fill('front');
  await form.getByLabel('Replicas').fill('12');
  await form.getByRole('button', { name: 'Create deployment' }).click();
  await expect(form.getByText('Greeting must be given.')).toBeVisible();
  await form.getByLabel('Greeting').fill('Good day');
  await form.getByRole('button', { name: 'Create deployment' }).click();
  await expect(form.getByLabel('Replicas')).toHaveAccessibleDescription(/9/);
  await form.getByLabel('Replicas').fill('3');
  await form.getByRole('radio', { name: 'Large' }).check();
  await form.getByLabel('Password').fill('swordfish');
  await form.getByRole('button', { name: 'Create deployment' }).click();

  await expect(page.getByRole('heading', { name: 'front', level: 1 })).toBeVisible();
  await expect(page.getByText('Installing', { exact: true })).toBeVisible();
  await expect(page.getByText('Large', { exact: true })).toBeVisible();
  await expect(page.getByText('Set, and not shown')).toBeVisible();
  await site.runner.work();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Install, done: History of front' })).toBeVisible();
  const id = page.url().split('/').at(-1) ?? '';
  expect(await readDeployment(server.url, id)).toMatchObject({
    config: { greeting: 'Good day', replicas: 3, size: 'l', debug: false },
    env_id: site.env.id,
  });
});

test('a list of deployments is narrowed by what its address says', async ({
  page,
  server,
  problems,
}) => {
  // An id from anywhere may be a token’s, which are asked for first.
  problems.allow(/404 \(Not Found\)/);
  const site = await madeSite(server.url);
  const up = await deployed(server.url, site);
  await site.runner.work();
  const down = await deployed(server.url, site);
  const { email } = await holderOf(server.url, site, 'deploymentMaintainer');
  await signInAs(page, email, `/envs/${site.env.id}/deployments`);
  const [upRow, downRow] = [up, down].map(({ name }) =>
    page.getByRole('link', { name, exact: true }),
  );
  if (!upRow || !downRow) throw new Error('There are two.');
  await expect(page.getByText('2 deployments', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New deployment' })).toHaveCount(0);
  const filters = page.getByRole('search', { name: 'Filter the deployments' });
  await filters.getByLabel('Status').selectOption('Running');
  await expect(page).toHaveURL(/[?]status=Running$/);
  await expect(downRow).toHaveCount(0);
  await filters.getByLabel('Deployment kind').selectOption({ label: site.kind.name });
  await expect(page).toHaveURL(
    `${server.url}/envs/${site.env.id}/deployments/${site.kind.id}?status=Running`,
  );
  await filters.getByLabel('Cluster').selectOption({ label: site.runner.cluster.name });
  await filters.getByLabel('Enabled').selectOption('false');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('searchbox').fill(down.name.toUpperCase());
  await expect(upRow).toHaveCount(0);
  await page.reload();
  await expect(downRow).toBeVisible();
  await expect(upRow).toHaveCount(0);

  // By its id from anywhere.
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/^Find/).fill(up.id);
  await page.getByRole('button', { name: up.name }).click();
  await expect(page).toHaveURL(server.url + pageOf(site, up));
});

test('a Maintainer invokes an action, now or later, hears why another cannot be, and restarts a part', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/400 \(Bad Request\)/);
  const site = await madeSite(server.url);
  const shop = await deployed(server.url, site);
  await site.runner.work();
  await site.runner.report(shop.id, {
    resources: [{ kind: 'Pod', api_version: 'v1', name: 'web-0', status_color: ['success'] }],
    status: { content: { status: { name: 'Healthy', color: 'success' } }, error: null },
  });
  const { email } = await holderOf(server.url, site, 'deploymentMaintainer');
  await signInAs(page, email, pageOf(site, shop));
  const wipe = page.getByRole('button', { name: 'Wipe…' });
  await expect(wipe).toBeDisabled();
  await expect(wipe).toHaveAccessibleDescription(/deployment[.]delete/);
  await expect(page.getByRole('button', { name: 'Drain…' })).toHaveAccessibleDescription(/Busy/);

  await page.getByRole('button', { name: 'Scale…' }).click();
  const form = page.getByRole('dialog', { name: /^Scale/ });
  await form.getByLabel('Copies').fill('20');
  await form.getByLabel('When').selectOption('later');
  await form.getByRole('button', { name: 'Scale', exact: true }).click();
  await expect(form.getByText('Choose a time.')).toBeVisible();
  const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
  await form.getByLabel('Not before').fill(soon);
  await form.getByRole('button', { name: 'Scale', exact: true }).click();
  await expect(form.getByLabel('Copies')).toHaveAccessibleDescription(/9/);
  await form.getByLabel('Copies').fill('4');
  await form.getByRole('button', { name: 'Scale', exact: true }).click();
  await expect(page.getByText('The task is scheduled.')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Action, pending/ })).toBeVisible();

  await page.getByRole('button', { name: 'Restart web-0' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restart', exact: true }).click();
  await expect(page.getByRole('link', { name: /^Restart, pending/ })).toBeVisible();
  await site.runner.work();
  await expect(page.getByRole('link', { name: /^Restart, done/ })).toBeVisible();
  const { body } = await (await adminOf(server.url)).get(
    `/api/v2/deployment-tasks?deployment_id=${shop.id}&operation=InvokeAction`,
  );
  expect(body.items).toMatchObject([
    { status: 'Pending', operation: { InvokeAction: { action_id: 'scale', body: { count: 4 } } } },
  ]);
  expect(Date.parse(body.items[0].execute_at)).toBeGreaterThan(Date.now() + 3_600_000);
});

test('who may see a deployment and not its env is told where it stands, and asks for no more', async ({
  page,
  server,
}) => {
  const site = await madeSite(server.url);
  const shop = await deployed(server.url, site);
  const person = await invite(server.url);
  await grantedKind(server.url, person.id, 'deploymentMaintainer', site);
  await signInAs(page, person.email, pageOf(site, shop));
  const whereYouAre = page.getByRole('navigation', { name: 'Main' });
  await expect(whereYouAre.getByText(site.env.name)).toBeVisible();
  const breadcrumb = page.getByRole('navigation', { name: 'Breadcrumb' });
  await expect(breadcrumb.getByText(site.env.name)).toBeVisible();
  await expect(breadcrumb.getByRole('link', { name: site.env.name })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Scale…' })).toBeVisible();
});

test('a deployment is changed, moved, disabled and deleted; each says first what it stops', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/404 \(Not Found\)/);
  const site = await madeSite(server.url);
  await madeChart(server.url, site.kind.id, '1.1.0');
  const other = await madeRunner(server.url, site.env.id);
  const shop = await deployed(server.url, site);
  await site.runner.work();
  const { email } = await holderOf(server.url, site, 'deploymentOwner');
  await signInAs(page, email, pageOf(site, shop));
  let asked = await act(page, shop, 'Edit…');
  await asked.getByRole('combobox', { name: 'Version' }).click();
  await page.getByRole('option', { name: '1.1.0' }).click();
  await asked.getByLabel('Replicas').fill('5');
  await asked.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Upgrading', { exact: true })).toBeVisible();
  await site.runner.work();
  expect(await readDeployment(server.url, shop.id)).toMatchObject({
    chart: { image_tag: '1.1.0' },
    config: { greeting: 'Hello', replicas: 5 },
  });

  asked = await act(page, shop, 'Move to another cluster…');
  await asked.getByRole('combobox', { name: 'Cluster' }).click();
  await page.getByRole('option', { name: other.cluster.name }).click();
  await expect(asked).toContainText(`uninstalled on ${site.runner.cluster.name}`);
  await asked.getByRole('button', { name: 'Move deployment' }).click();
  await expect(page.getByText(`1.1.0 on ${other.cluster.name}`)).toBeVisible();
  await site.runner.work();
  await other.work();

  asked = await act(page, shop, 'Disable…');
  await expect(asked).toContainText('have not been used within the last week');
  await asked.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(page.getByText('Disabled', { exact: true })).toBeVisible();
  await other.work('Failed', 'The disk is full');
  await expect(page.getByText('The disk is full')).toBeVisible();

  asked = await act(page, shop, 'Delete…');
  await expect(asked).toContainText('0 active tokens');
  await asked.getByLabel(/^Type/).fill(shop.name);
  await asked.getByRole('checkbox', { name: /^Forget it at once/ }).check();
  await asked.getByRole('button', { name: 'Forget deployment' }).click();
  await expect(page).toHaveURL(`${server.url}/envs/${site.env.id}/deployments`);
  await expect(page.getByRole('heading', { name: 'No deployment here yet' })).toBeVisible();
});

test('a webhook is made with the command that calls it, and a deployment is granted something', async ({
  page,
  server,
}) => {
  const site = await madeSite(server.url);
  const [shop, caller] = [await deployed(server.url, site), await deployed(server.url, site)];
  const { email } = await invite(server.url, { is_admin: true });
  await signInAs(page, email, pageOf(site, shop));
  await page.getByRole('button', { name: 'New webhook' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill('nightly');
  await form.getByLabel('What a call does').selectOption({ label: 'Scale' });
  await form.getByRole('button', { name: 'Create webhook' }).click();
  await expect(form.getByText('Copies must be given.')).toBeVisible();
  await form.getByRole('checkbox', { name: 'The call brings the inputs' }).check();
  await form.getByRole('button', { name: 'Create webhook' }).click();
  await expect(form).toContainText(`curl -X POST -H "x-platz-token: $PLATZ_TOKEN"`);
  await expect(form).toContainText(`${server.url}/api/v2/deployment-webhooks/`);
  await form.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('cell', { name: /^nightly/ })).toContainText('with the body');
  await page.getByRole('button', { name: 'Actions for nightly' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await expect(page.getByRole('dialog')).toContainText('It has never been called.');
  await page.getByRole('button', { name: 'Delete webhook' }).click();
  await expect(page.getByText('None yet.')).toBeVisible();

  await page.getByRole('link', { name: 'Access', exact: true }).click();
  await page.getByRole('button', { name: 'Grant access' }).click();
  const granting = page.getByRole('dialog');
  await granting.getByRole('combobox', { name: /^Person/ }).fill(caller.name);
  await page.getByRole('option', { name: caller.name }).click();
  await granting.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: /^Own permissions/ }).click();
  await granting.getByRole('combobox', { name: 'Permissions' }).fill('deployment.invoke');
  await page.getByRole('option', { name: 'deployment.invoke_action' }).click();
  await page.keyboard.press('Tab');
  await granting.getByRole('button', { name: 'Grant', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: caller.name })).toContainText('right here');
  await page.goto(`${pageOf(site, caller)}/access`);
  await expect(page.getByRole('table', { name: 'Grants' })).toContainText(shop.name);
});

test('an env without a cluster says how to start a runner; its Admin sets and deletes clusters', async ({
  page,
  server,
}) => {
  const { env } = await madeTree(server.url);
  const { id, email } = await invite(server.url);
  await granted(server.url, id, 'envAdmin', env.id);
  await signInAs(page, email, `/envs/${env.id}/deployments`);
  await expect(page.getByRole('heading', { name: `${env.name} has no cluster yet` })).toBeVisible();
  await expect(page.getByText(`env: ${env.id}`)).toBeVisible();
  const { cluster } = await madeRunner(server.url, env.id);
  await expect(page.getByRole('heading', { name: 'No deployment here yet' })).toBeVisible();
  await page.goto(`/envs/${env.id}/settings/clusters`);
  await expect(page.getByText('OK', { exact: true })).toBeVisible();
  let asked = await act(page, cluster, 'Settings…');
  await asked.getByRole('checkbox', { name: /^Closed to/ }).check();
  await asked.getByLabel('Ingress domain').fill('apps.example.test');
  await asked.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Closed to new deployments')).toBeVisible();
  asked = await act(page, cluster, 'Delete…');
  await asked.getByRole('button', { name: 'Delete cluster' }).click();
  await expect(page.getByRole('heading', { name: `${env.name} has no cluster yet` })).toBeVisible();
});
