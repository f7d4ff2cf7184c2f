import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { adminOf, invite } from './invited.ts';
import { granted, made, madeTree, named } from './made-tree.ts';

test('moving a project says first who gains, who loses and what goes for good', async ({
  page,
  server,
}) => {
  const { email } = await invite(server.url, { is_admin: true });
  const newcomer = await invite(server.url);
  const { organization, project } = await madeTree(server.url);
  const other = await made(server.url, 'organizations', { name: named('Northwind') });
  await granted(server.url, newcomer.id, 'organizationMember', other.id);
  const role = await made(server.url, 'roles', {
    name: 'Reader',
    home_id: organization.id,
    permissions: ['project.read'],
  });
  const person = await invite(server.url);
  await made(server.url, 'grants', {
    principal_id: person.id,
    resource_id: project.id,
    role_id: role.id,
  });

  await signInAs(page, email, `/projects/${project.id}/settings/general`);
  await page.getByRole('button', { name: 'Move to another organization…' }).click();
  const asked = page.getByRole('dialog', { name: /^Move/ });
  const confirm = asked.getByRole('button', { name: 'Move project' });
  await expect(confirm).toBeDisabled();
  await asked.getByRole('combobox', { name: 'To the organization' }).fill(other.name);
  // The list narrows a moment after the typing; until then its options move.
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.getByRole('option', { name: other.name }).click();
  await expect(asked).toContainText(`Hold something on ${other.name}`);
  await expect(asked).toContainText(`${newcomer.email} (Member)`);
  await expect(asked).toContainText('1 grant of the project goes for good');
  await expect(asked).toContainText('the role belongs to the organization left');
  await expect(confirm).toBeDisabled();
  await asked.getByLabel(/^Type/).fill(project.name);
  await confirm.click();
  await expect(
    page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: other.name }),
  ).toBeVisible();
  const { body } = await (await adminOf(server.url)).get(`/api/v2/projects/${project.id}`);
  expect(body.organization.id).toBe(other.id);
});

test('an Admin of a project alone has its pages, and is led nowhere they may not go', async ({
  page,
  server,
}) => {
  const { id, email } = await invite(server.url);
  const { organization, project, env } = await madeTree(server.url);
  await granted(server.url, id, 'projectAdmin', project.id);
  await signInAs(page, email, `/projects/${project.id}`);
  const trail = page.getByRole('navigation', { name: 'Breadcrumb' });
  await expect(trail.getByText(organization.name)).toBeVisible();
  await expect(trail.getByRole('link', { name: organization.name })).toHaveCount(0);
  await expect(page.getByRole('link', { name: env.name })).toBeVisible();

  await page.getByRole('button', { name: 'New env' }).click();
  const form = page.getByRole('dialog', { name: `New env in ${project.name}` });
  await form.getByLabel('Name').fill('staging');
  await form.getByRole('button', { name: 'Create env' }).click();
  await expect(page.getByRole('heading', { name: 'staging', level: 1 })).toBeVisible();

  await page.goto(`/projects/${project.id}/settings`);
  const tabs = page.getByRole('navigation', { name: `Settings of ${project.name}` });
  await expect(tabs.getByRole('link')).toHaveText([
    'General',
    'Members',
    'Roles',
    'Service accounts',
    'Use',
    'Access',
  ]);
  await expect(page.getByRole('button', { name: 'Delete project…' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Move to/ })).toHaveCount(0);
  for (const [tab, shown] of [
    ['Members', 'Add member'],
    ['Roles', 'New role'],
    ['Service accounts', 'New service account'],
  ] as const) {
    await tabs.getByRole('link', { name: tab }).click();
    await expect(page.getByRole('button', { name: shown })).toBeVisible();
  }
  await tabs.getByRole('link', { name: 'Access' }).click();
  await expect(tabs.getByRole('link', { name: 'Access' })).toHaveAttribute('aria-current', 'page');
});
