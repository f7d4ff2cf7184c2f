import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { check, narrow } from './accessible.ts';
import { invite } from './invited.ts';
import { made, madeTree, named } from './made-tree.ts';

test.describe.configure({ mode: 'parallel' });

test('pages of organizations and projects pass the accessibility check', async ({
  page,
  server,
}) => {
  test.slow();
  const { email } = await invite(server.url, { is_admin: true });
  const { organization, project } = await madeTree(server.url);
  const other = await made(server.url, 'organizations', { name: named('Empty') });
  await signInAs(page, email, '/admin/organizations');
  await page.getByRole('link', { name: organization.name }).waitFor();
  await check(page, 'organizations');
  await page.getByRole('button', { name: 'New organization' }).click();
  await page.getByRole('button', { name: 'Create organization' }).click();
  await check(page, 'the form of a name');
  await page.goto(`/organizations/${other.id}`);
  await check(page, 'an organization without projects');
  await page.goto(`/organizations/${organization.id}/settings/general`);
  await page.getByRole('button', { name: 'Delete organization…' }).click();
  await page.getByText('1 project', { exact: true }).waitFor();
  await check(page, 'what would be lost');
  await page.goto(`/projects/${project.id}`);
  await check(page, 'a project');
  await page.goto(`/projects/${project.id}/settings/general`);
  await check(page, 'settings of a project');
  await page.getByRole('button', { name: /^Move to/ }).click();
  await page.getByRole('combobox', { name: 'To the organization' }).fill(other.name);
  await page.getByRole('option', { name: other.name }).click();
  await page
    .getByText(/Hold something on|Nobody gains/)
    .first()
    .waitFor();
  await check(page, 'the effect of moving');
});

test('pages of envs and deployment kinds pass it', async ({ page, server }) => {
  test.slow();
  const { email } = await invite(server.url, { is_admin: true });
  const { env } = await madeTree(server.url);
  await made(server.url, 'deployment-kinds', { name: named('website') });
  await signInAs(page, email, '/envs');
  await page.getByRole('link', { name: env.name }).waitFor();
  await check(page, 'envs');
  await page.getByRole('button', { name: 'New env' }).click();
  await page.getByRole('button', { name: 'Create env' }).click();
  await page.getByText('Choose the project it belongs to.').waitFor();
  await check(page, 'the form of an env');
  await page.goto(`/envs/${env.id}`);
  await check(page, 'an env');
  await page.getByRole('button', { name: 'Switch env' }).click();
  await page.getByRole('option', { name: env.name }).waitFor();
  await check(page, 'the switcher', [{ width: 1280, height: 844 }]);
  await page.keyboard.press('Escape');
  await page.setViewportSize(narrow);
  await page.getByRole('button', { name: 'Navigation' }).click();
  await page.getByRole('dialog', { name: 'Navigation' }).waitFor();
  await check(page, 'the drawer where one is in the tree', [narrow]);
  await page.goto(`/envs/${env.id}/settings/general`);
  await page.getByRole('textbox', { name: 'Tolerations' }).fill('[');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/This is no JSON/)).toBeVisible();
  await check(page, 'settings of an env');
  await page.goto('/admin/deployment-kinds');
  await page
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click();
  await check(page, 'deployment kinds');
});

test('pages of a person without rights pass it', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, '/organizations');
  await check(page, 'no organization');
  await page.goto('/envs');
  await check(page, 'no env');
});
