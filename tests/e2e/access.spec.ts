import type { Page } from '@playwright/test';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { check } from './accessible.ts';
import { invite } from './invited.ts';
import { granted, madeTree } from './made-tree.ts';

async function choose(page: Page, field: string, typed: string, option: RegExp | string) {
  await page.getByRole('combobox', { name: field, exact: true }).fill(typed);
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('a person’s page shows their grants, what they add up to, and where a right comes from', async ({
  page,
  server,
}) => {
  const { organization, project, env } = await madeTree(server.url);
  const person = await invite(server.url);
  await granted(server.url, person.id, 'projectAdmin', project.id);
  await signInAs(page, 'admin@example.test', `/admin/users/${person.id}`);
  const grants = page.getByRole('table', { name: 'Grants' });
  const row = grants.getByRole('row', { name: project.name });
  await expect(row).toContainText(`Project in ${organization.name}`);
  await expect(row).toContainText('Admin');

  const reach = page.getByRole('table', { name: /may do something$/ });
  await expect(reach.getByRole('row', { name: env.name })).toContainText(
    `Admin inherited from project ${project.name}`,
  );
  await page.getByRole('combobox', { name: 'Among' }).selectOption('Projects');
  await expect(reach.getByRole('row', { name: project.name })).toContainText('granted right here');
  await expect(page).toHaveURL(/on=project/);

  await choose(page, 'Permission', 'env.upd', 'env.update');
  await page.getByRole('combobox', { name: 'Where' }).fill(env.name);
  await page.getByRole('option', { name: new RegExp(env.name) }).click();
  const answer = page.getByRole('region', { name: `May ${person.email} do this?` });
  await expect(answer).toContainText('Yes');
  await expect(answer).toContainText(`Admin inherited from project ${project.name}`);

  await choose(page, 'Permission', 'organization.upd', 'organization.update');
  await expect(answer).toContainText('No');
});

test('a missing right is told with the roles that contain it and who could grant it', async ({
  page,
  server,
}) => {
  const { project, env } = await madeTree(server.url);
  const [admin, person] = [await invite(server.url), await invite(server.url)];
  await granted(server.url, admin.id, 'projectAdmin', project.id);
  await granted(server.url, person.id, 'envUser', env.id);
  await signInAs(page, admin.email, `/envs/${env.id}/settings/access`);
  await page.getByRole('combobox', { name: 'Who', exact: true }).fill(person.email);
  await page.getByRole('option', { name: new RegExp(person.email) }).click();
  await choose(page, 'Permission', 'env.del', 'env.delete');
  const answer = page.getByRole('region', { name: 'May somebody do this?' });
  await expect(answer).toContainText('No');
  await expect(answer).toContainText(`no unexpired grant of env.delete on ${env.name}`);
  await expect(answer).toContainText('Admin (env)');
  await expect(answer).toContainText('Admin (project)');
  // By the name that the development provider gave them when they signed in.
  await expect(answer).toContainText(admin.email.replace(/@.*/, ''));
});

test('a resource shows who may do what through which grant, and follows changes', async ({
  page,
  server,
}) => {
  const { organization, env } = await madeTree(server.url);
  const [above, here] = [await invite(server.url), await invite(server.url)];
  await granted(server.url, above.id, 'organizationAdmin', organization.id);
  await signInAs(page, 'admin@example.test', `/envs/${env.id}/settings/access`);
  const table = page.getByRole('table', { name: `Access to ${env.name}` });
  await expect(table.getByRole('row', { name: above.email })).toContainText(
    `Inherited from ${organization.name}`,
  );
  await granted(server.url, here.id, 'envUser', env.id);
  await expect(table.getByRole('row', { name: here.email })).toContainText('Granted right here');

  await choose(page, 'Who may', 'env.upd', 'env.update');
  await expect(page).toHaveURL(/can=env.update/);
  const holders = page.getByRole('table', { name: 'Who may env.update' });
  await expect(holders.getByRole('row', { name: above.email })).toContainText(
    `Admin inherited from organization ${organization.name}`,
  );
  await expect(holders.getByRole('row', { name: here.email })).toHaveCount(0);
});

test('a person sees what they may do themselves, and why', async ({ page, server }) => {
  const { env } = await madeTree(server.url);
  const person = await invite(server.url);
  await signInAs(page, person.email, '/profile/you');
  await expect(page.getByRole('heading', { name: 'What you may do, and why' })).toBeVisible();
  await expect(page.getByText(/^Nobody has granted you anything yet/)).toBeVisible();
  await granted(server.url, person.id, 'envUser', env.id);
  await expect(
    page.getByRole('table', { name: 'Grants' }).getByRole('row', { name: env.name }),
  ).toContainText('User');
});

test('the pages of access pass the accessibility check', async ({ page, server }) => {
  test.slow();
  const { project, env } = await madeTree(server.url);
  const person = await invite(server.url);
  await granted(server.url, person.id, 'projectMember', project.id);
  await signInAs(page, 'admin@example.test', `/envs/${env.id}/settings/access`);
  await page.getByRole('combobox', { name: 'Who', exact: true }).fill(person.email);
  await page.getByRole('option', { name: new RegExp(person.email) }).click();
  await choose(page, 'Permission', 'env.del', 'env.delete');
  await page.getByText('Roles that contain it').waitFor();
  await check(page, 'access to an env, and what is missing');
  await choose(page, 'Who may', 'env.upd', 'env.update');
  await page.getByRole('table', { name: 'Who may env.update' }).waitFor();
  await check(page, 'who may do one thing');
  await page.goto(`/admin/users/${person.id}`);
  await page.getByRole('table', { name: 'Grants' }).waitFor();
  await check(page, 'a person’s access');
});
