import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { adminOf, invite } from './invited.ts';
import { granted, madeTree } from './made-tree.ts';

/** Tests share a server: people whom the next ones invite shall come into no env by themselves. */
async function keepOut(url: string, env: string): Promise<void> {
  const body = { auto_add_new_users: false };
  const { status } = await (await adminOf(url)).put(`/api/v2${env}`, { body });
  expect(status).toBe(200);
}

test('who is let into an env sees it at once, it alone, and what stands above it by name', async ({
  page,
  server,
}) => {
  const { id, email } = await invite(server.url);
  const { organization, project, env } = await madeTree(server.url);
  await madeTree(server.url);
  await signInAs(page, email, '/envs');
  await expect(
    page.getByRole('heading', { name: 'Nobody has let you into an env yet' }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'New env' })).toHaveCount(0);

  await granted(server.url, id, 'envUser', env.id);
  await expect(page.getByText('1 env', { exact: true })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: env.name })).toContainText(project.name);
  await page.getByRole('link', { name: env.name }).click();
  await expect(page.getByRole('heading', { name: env.name, level: 1 })).toBeFocused();
  await expect(page.getByRole('button', { name: `Copy env id ${env.id}` })).toBeVisible();
  await expect(page.getByText('See it.', { exact: true })).toBeVisible();
  for (const { name } of [organization, project]) {
    await expect(page.getByRole('main').getByText(name).first()).toBeVisible();
    await expect(page.getByRole('link', { name })).toHaveCount(0);
  }
  await expect(page.getByRole('link', { name: 'Settings', exact: true })).toHaveCount(0);
  await page.goto(`/envs/${env.id}/settings`);
  await expect(page.getByRole('heading', { name: 'Nothing here is yours to set' })).toBeVisible();
});

test('an env is made in the project that is chosen', async ({ page, server }) => {
  const { email } = await invite(server.url, { is_admin: true });
  const { project } = await madeTree(server.url);
  await signInAs(page, email, '/envs');
  await page.getByRole('button', { name: 'New env' }).click();
  const form = page.getByRole('dialog', { name: 'New env' });
  await form.getByLabel('Name').fill('staging');
  await form.getByRole('button', { name: 'Create env' }).click();
  await expect(form.getByText('Choose the project it belongs to.')).toBeVisible();
  await form.getByRole('combobox', { name: 'Project' }).fill(project.name);
  await page.getByRole('option', { name: project.name }).click();
  await form.getByRole('checkbox', { name: /^New people are added/ }).check();
  await form.getByRole('button', { name: 'Create env' }).click();
  await expect(page.getByRole('heading', { name: 'staging', level: 1 })).toBeVisible();
  await expect(page.getByText('Become User of it by themselves')).toBeVisible();
  await keepOut(server.url, new URL(page.url()).pathname);
  await expect(
    page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: project.name }),
  ).toBeVisible();
});

test('an Admin of an env changes its settings; what is no JSON is said at the field', async ({
  page,
  server,
}) => {
  const { id, email } = await invite(server.url);
  const { env } = await madeTree(server.url);
  await granted(server.url, id, 'envAdmin', env.id);
  await signInAs(page, email, `/envs/${env.id}/settings/general`);
  const selector = page.getByRole('textbox', { name: 'Node selector' });
  const save = page.getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  await selector.fill('{"pool": ');
  await save.click();
  await expect(selector).toHaveAccessibleDescription(/This is no JSON/);
  await selector.fill('{"pool":"blue"}');
  await page.getByRole('checkbox', { name: /^New people are added/ }).check();
  await save.click();
  await expect(page.getByText('The env is saved.')).toBeVisible();
  await expect(selector).toHaveValue('{\n  "pool": "blue"\n}');
  const admin = await adminOf(server.url);
  const stored = async () => (await admin.get(`/api/v2/envs/${env.id}`)).body;
  expect(await stored()).toMatchObject({
    name: env.name,
    node_selector: { pool: 'blue' },
    tolerations: null,
    auto_add_new_users: true,
  });
  await keepOut(server.url, `/envs/${env.id}`);
  // What others save shows here without a reload.
  await expect(page.getByRole('checkbox', { name: /^New people are added/ })).not.toBeChecked();
  await selector.fill('');
  await save.click();
  await expect(save).toBeDisabled();
  expect(await stored()).toMatchObject({ node_selector: {} });
  await page.getByRole('link', { name: env.name, exact: true }).first().click();
  await expect(page.getByText('Node selector: none')).toBeVisible();

  const tabs = page.getByRole('navigation', { name: `Settings of ${env.name}` });
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(tabs.getByRole('link')).toHaveText([
    'General',
    'Clusters',
    'User roles',
    'Deployment permissions',
    'Access',
  ]);
  await tabs.getByRole('link', { name: 'User roles' }).click();
  await expect(page).toHaveURL(`${server.url}/envs/${env.id}/settings/user-roles`);
  await expect(page.getByRole('button', { name: 'Add Permission' })).toBeVisible();
});

test('an env is deleted after its name is typed', async ({ page, server, problems }) => {
  problems.allow(/404 \(Not Found\)/);
  const { id, email } = await invite(server.url);
  const { env } = await madeTree(server.url);
  await granted(server.url, id, 'envAdmin', env.id);
  await signInAs(page, email, `/envs/${env.id}/settings/general`);
  await page.getByRole('button', { name: 'Delete env…' }).click();
  const asked = page.getByRole('dialog', { name: /^Delete the env/ });
  await expect(asked).toContainText('1 grant of access');
  await asked.getByLabel(/^Type/).fill(env.name);
  await asked.getByRole('button', { name: 'Delete env' }).click();
  await expect(page).toHaveURL(`${server.url}/envs`);
  await expect(page.getByRole('link', { name: env.name })).toHaveCount(0);
  await page.goto(`/envs/${env.id}`);
  await expect(page.getByRole('alert')).toContainText('Not found');
});
