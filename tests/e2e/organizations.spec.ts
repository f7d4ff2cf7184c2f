import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { adminOf, invite } from './invited.ts';
import { granted, made, madeTree, named } from './made-tree.ts';

test('an administrator makes an organization, a project in it, and finds it again', async ({
  page,
  server,
}) => {
  const { email } = await invite(server.url, { is_admin: true });
  const name = named('Initech');
  await signInAs(page, email, '/admin/organizations');
  await page.getByRole('button', { name: 'New organization' }).click();
  const form = page.getByRole('dialog', { name: 'New organization' });
  await form.getByRole('button', { name: 'Create organization' }).click();
  await expect(form.getByText('Give it a name.')).toBeVisible();
  await form.getByLabel('Name').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'No project yet' })).toBeVisible();

  await page.getByRole('button', { name: 'New project' }).click();
  const project = page.getByRole('dialog', { name: `New project in ${name}` });
  await project.getByLabel('Name').fill('Printer');
  await project.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByRole('heading', { name: 'Printer', level: 1 })).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Breadcrumb' })
    .getByRole('link', { name, exact: true })
    .click();
  await expect(page.getByRole('row').filter({ hasText: 'Printer' })).toBeVisible();

  await page.getByRole('link', { name: 'Organizations' }).first().click();
  await page.getByRole('searchbox').fill(name.toUpperCase());
  await expect(page).toHaveURL(/search=INITECH/);
  await expect(page.getByText('1 organization', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
});

test('renaming refuses a name that is taken, in any case, at the field', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/409 \(Conflict\)/);
  const { email } = await invite(server.url, { is_admin: true });
  const taken = await made(server.url, 'organizations', { name: named('Taken') });
  const { id, name } = await made(server.url, 'organizations', { name: named('Free') });
  await signInAs(page, email, `/organizations/${id}/settings/general`);
  const field = page.getByRole('textbox', { name: 'Name' });
  await expect(field).toHaveValue(name);
  await field.fill(taken.name.toUpperCase());
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(field).toHaveAccessibleDescription(/\S/);
  const renamed = named('Renamed');
  await field.fill(renamed);
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { name: `Settings of ${renamed}` })).toBeVisible();
});

test('deleting says what goes, asks for the name, and takes all of it', async ({
  page,
  server,
  problems,
}) => {
  // The page hears of the end of what it shows before it has left.
  problems.allow(/404 \(Not Found\)/);
  const { email } = await invite(server.url, { is_admin: true });
  const { organization, project, env } = await madeTree(server.url);
  await made(server.url, 'service-accounts', {
    name: 'deployer',
    home_id: organization.id,
    token: { name: 'ci' },
  });
  await signInAs(page, email, `/organizations/${organization.id}/settings/general`);
  await page.getByRole('button', { name: 'Delete organization…' }).click();
  const asked = page.getByRole('dialog', { name: /^Delete the organization/ });
  await expect(asked).toContainText('1 project');
  await expect(asked).toContainText('1 env');
  await expect(asked).toContainText('1 service account with 1 active token');
  await expect(asked).toContainText(env.name);
  const confirm = asked.getByRole('button', { name: 'Delete organization' });
  await expect(confirm).toBeDisabled();
  await asked.getByLabel(/^Type/).fill(organization.name);
  await confirm.click();
  await expect(page).toHaveURL(/\/organizations$/);
  const admin = await adminOf(server.url);
  for (const path of [
    `organizations/${organization.id}`,
    `projects/${project.id}`,
    `envs/${env.id}`,
  ]) {
    expect((await admin.get(`/api/v2/${path}`)).status).toBe(404);
  }
});

test('the organization that came with the site stays, and says why', async ({ page, server }) => {
  const { email } = await invite(server.url, { is_admin: true });
  await signInAs(page, email, '/admin/organizations');
  await page.getByRole('searchbox').fill('Default');
  await page.getByRole('link', { name: 'Default', exact: true }).click();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByText(/holds the default project, so it stays/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Delete/ })).toHaveCount(0);
});

test('a Member sees their organization as soon as they are one, and of its settings the members alone', async ({
  page,
  server,
}) => {
  const { id, email } = await invite(server.url);
  const { organization } = await madeTree(server.url);
  await signInAs(page, email, '/organizations');
  await expect(page.getByRole('heading', { name: 'You are in no organization yet' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New organization' })).toHaveCount(0);

  await granted(server.url, id, 'organizationMember', organization.id);
  await page.getByRole('link', { name: organization.name }).click();
  await expect(page.getByRole('heading', { name: 'You see no project here' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New project' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const tabs = page.getByRole('navigation', { name: `Settings of ${organization.name}` });
  await expect(tabs.getByRole('link')).toHaveText(['Members']);
  await expect(page).toHaveURL(/settings\/members$/);
});
