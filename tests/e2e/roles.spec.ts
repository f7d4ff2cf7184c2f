import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { check } from './accessible.ts';
import { adminOf, type Invited, invite } from './invited.ts';
import { granted, made, madeTree, named } from './made-tree.ts';

/** What the development provider calls a person once they have signed in. */
const nameOf = ({ email }: Invited): string => email.replace(/@.*/, '');

/** A custom role of an organization, held by one person on its project. */
async function heldRole(url: string, permissions: readonly string[]) {
  const tree = await madeTree(url);
  const { organization, project } = tree;
  const role = await made(url, 'roles', {
    name: named('Deployer'),
    home_id: organization.id,
    permissions,
  });
  const person = await invite(url);
  await made(url, 'grants', {
    principal_id: person.id,
    role_id: role.id,
    resource_id: project.id,
  });
  return { ...tree, role, person };
}

test('an organization’s admin makes a role of exactly the permissions it needs', async ({
  page,
  server,
}) => {
  const { organization } = await madeTree(server.url);
  const admin = await invite(server.url);
  await granted(server.url, admin.id, 'organizationAdmin', organization.id);
  await signInAs(page, admin.email, `/organizations/${organization.id}/settings/roles`);
  await page.getByRole('button', { name: 'New role' }).click();
  const form = page.getByRole('dialog', { name: `New role in ${organization.name}` });
  await form.getByRole('button', { name: 'Create role' }).click();
  await expect(form.getByText('Give it a name.')).toBeVisible();
  await expect(form.getByText('Choose at least one permission.')).toBeVisible();

  await form.getByRole('textbox', { name: 'Name' }).fill('Dashboard keeper');
  await form.getByLabel('Filter permissions').fill('dashboard');
  await form.getByRole('checkbox', { name: 'All of dashboard' }).check();
  await expect(form.getByText('7 chosen')).toBeVisible();
  await form.getByRole('checkbox', { name: 'dashboard.delete' }).uncheck();
  await expect(form.getByText('6 chosen')).toBeVisible();
  await form.getByRole('button', { name: 'Create role' }).click();

  const row = page.getByRole('row', { name: /^Dashboard keeper/ });
  await expect(row).toContainText('Not in use');
  await row.getByRole('button', { name: 'Show 6 permissions of Dashboard keeper' }).click();
  await expect(row).toContainText('create, list, read, share, unshare, update');
  await expect(page.getByRole('button', { name: 'Actions for Admin' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Kind of role' }).selectOption('Built in');
  await expect(row).toHaveCount(0);
  await expect(page).toHaveURL(/role_kind=built_in/);
});

test('before a role is changed it is said who loses what', async ({ page, server }) => {
  const { organization, role, person } = await heldRole(server.url, ['env.read', 'env.list']);
  await signInAs(page, 'admin@example.test', `/organizations/${organization.id}/settings/roles`);
  await page.getByRole('button', { name: `Actions for ${role.name}` }).click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  const form = page.getByRole('dialog', { name: `Edit ${role.name}` });
  await form.getByLabel('Filter permissions').fill('env');
  await form.getByRole('checkbox', { name: 'env.list' }).uncheck();
  await form.getByRole('checkbox', { name: 'env.update' }).check();
  await form.getByRole('button', { name: 'Preview' }).click();
  const preview = page.getByRole('dialog', { name: `Change ${role.name} like this?` });
  const row = preview.getByRole('row', { name: person.email });
  await expect(row).toContainText('Gains env.update');
  await expect(row).toContainText('Loses env.list');

  const stored = async () =>
    (await (await adminOf(server.url)).get(`/api/v2/roles/${role.id}`)).body.permissions;
  expect(await stored()).toEqual(['env.list', 'env.read']);
  await preview.getByRole('button', { name: 'Save role' }).click();
  await expect(page.getByText(`The role ${role.name} is changed.`)).toBeVisible();
  expect(await stored()).toEqual(['env.read', 'env.update']);
});

test('a role in use is deleted only once another one takes its place', async ({ page, server }) => {
  const { organization, project, role, person } = await heldRole(server.url, ['env.read']);
  const other = await made(server.url, 'roles', {
    name: named('Reader'),
    home_id: organization.id,
    permissions: ['env.read', 'env.list'],
  });
  await signInAs(page, 'admin@example.test', `/organizations/${organization.id}/settings/roles`);
  await page.getByRole('button', { name: `Actions for ${role.name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const asked = page.getByRole('dialog', { name: `Delete the role ${role.name}?` });
  const confirm = asked.getByRole('button', { name: 'Delete role' });
  await expect(confirm).toBeDisabled();
  await asked.getByRole('combobox', { name: 'Replacement' }).fill(other.name);
  await page.getByRole('option', { name: other.name }).click();
  await expect(asked.getByRole('row', { name: person.email })).toContainText('Gains env.list');
  await confirm.click();
  await expect(page.getByRole('row', { name: role.name })).toHaveCount(0);
  const { body } = await (await adminOf(server.url)).get(
    `/api/v2/grants?principal_id=${person.id}&resource_id=${project.id}`,
  );
  expect(body.items.map((grant: { role: object }) => grant.role)).toMatchObject([{ id: other.id }]);
});

test('nobody is offered, or given, a role beyond their own rights', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/403 \(Forbidden\)/);
  const { organization, project } = await madeTree(server.url);
  const maker = await invite(server.url);
  await made(server.url, 'grants', {
    principal_id: maker.id,
    resource_id: project.id,
    permissions: ['project.read', 'role.create', 'role.list', 'role.read', 'env.read'],
  });
  await signInAs(page, maker.email, `/projects/${project.id}/settings/roles`);
  await page.getByRole('button', { name: 'New role' }).click();
  const form = page.getByRole('dialog', { name: `New role in ${project.name}` });
  await form.getByRole('textbox', { name: 'Name' }).fill('More than I have');
  await form.getByLabel('Filter permissions').fill('env.delete');
  await form.getByRole('checkbox', { name: 'env.delete' }).check();
  await form.getByRole('button', { name: 'Create role' }).click();
  await expect(form.getByRole('alert')).toContainText('env.delete');
  await page.keyboard.press('Escape');

  const member = await invite(server.url);
  await granted(server.url, member.id, 'organizationMember', organization.id);
  await signInAs(page, member.email, `/organizations/${organization.id}/settings/members`);
  await expect(page.getByRole('row', { name: nameOf(member) })).toContainText('Member');
  await expect(page.getByRole('button', { name: 'Add member' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0);
});

test('members come and go, but the last Admin stays', async ({ page, server, problems }) => {
  problems.allow(/409 \(Conflict\)/);
  const { organization } = await madeTree(server.url);
  const person = await invite(server.url);
  await signInAs(page, 'admin@example.test', `/organizations/${organization.id}/settings/members`);
  await page.getByRole('button', { name: 'Add member' }).click();
  const form = page.getByRole('dialog', { name: `Add a member to ${organization.name}` });
  await form.getByRole('combobox', { name: 'Person or service account' }).fill(person.email);
  await page.getByRole('option', { name: new RegExp(person.email) }).click();
  await form.getByRole('combobox', { name: 'Role' }).fill('memb');
  await page.getByRole('option', { name: /^Member/ }).click();
  await form.getByRole('button', { name: 'Add member' }).click();
  await expect(page.getByRole('row', { name: person.email })).toContainText('Member');

  await page.getByRole('button', { name: /^Actions for Admin of/ }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  const asked = page.getByRole('dialog', { name: /^Remove Admin from/ });
  await asked.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(asked.getByRole('alert')).toContainText('Somebody must stay Admin');
  await expect(asked.getByRole('alert')).toContainText('last Admin');
});

test('the pages of roles and members pass the accessibility check', async ({ page, server }) => {
  test.slow();
  const { organization, role } = await heldRole(server.url, ['env.read', 'env.list']);
  await signInAs(page, 'admin@example.test', `/organizations/${organization.id}/settings/roles`);
  await page.getByRole('button', { name: `Show 2 permissions of ${role.name}` }).click();
  await check(page, 'roles');
  await page.getByRole('button', { name: `Actions for ${role.name}` }).click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  await page.getByRole('checkbox', { name: 'env.update' }).check();
  await check(page, 'the editor of a role');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Save role' }).waitFor();
  await check(page, 'who gains and loses what');
  await page.goto(`/organizations/${organization.id}/settings/members`);
  await page.getByRole('table', { name: 'Members' }).waitFor();
  await check(page, 'members');
  await page.getByRole('button', { name: 'Add member' }).click();
  await page.getByRole('combobox', { name: 'Role' }).fill('Own');
  await page.getByRole('option', { name: /^Own permissions/ }).click();
  await check(page, 'the form of a member');
});
