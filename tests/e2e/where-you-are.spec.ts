import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { invite } from './invited.ts';
import { granted, made, madeTree, named } from './made-tree.ts';

test('the navigation shows where one is, and switches by searching, by keyboard alone', async ({
  page,
  server,
}) => {
  const { email } = await invite(server.url, { is_admin: true });
  const { organization, project, env } = await madeTree(server.url);
  const staging = await made(server.url, 'envs', {
    name: named('staging'),
    project_id: project.id,
  });
  await signInAs(page, email, `/envs/${env.id}`);
  const main = page.getByRole('navigation', { name: 'Main' });
  for (const { name } of [organization, project, env]) {
    await expect(main.getByRole('link', { name })).toBeVisible();
  }
  await main.getByRole('button', { name: 'Switch env' }).focus();
  await page.keyboard.press('Enter');
  const search = main.getByRole('textbox', { name: 'Search envs' });
  await expect(search).toBeFocused();
  await expect(main.getByRole('option')).toHaveText([env.name, staging.name]);
  await page.keyboard.type('STAG');
  await expect(main.getByRole('option')).toHaveText([staging.name]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: staging.name, level: 1 })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/envs/${staging.id}`);

  await main.getByRole('link', { name: organization.name }).click();
  await expect(page.getByRole('heading', { name: organization.name, level: 1 })).toBeVisible();
  await main.getByRole('button', { name: 'Switch project' }).click();
  await main.getByRole('option', { name: project.name }).click();
  await expect(page.getByRole('heading', { name: project.name, level: 1 })).toBeVisible();
});

test('on a narrow screen it is switched in the drawer', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { id, email } = await invite(server.url);
  const { project, env } = await madeTree(server.url);
  const staging = await made(server.url, 'envs', {
    name: named('staging'),
    project_id: project.id,
  });
  for (const each of [env, staging]) await granted(server.url, id, 'envUser', each.id);
  await signInAs(page, email, `/envs/${env.id}`);
  await page.getByRole('button', { name: 'Navigation' }).click();
  const drawer = page.getByRole('dialog', { name: 'Navigation' });
  await drawer.getByRole('button', { name: 'Switch env' }).click();
  await drawer.getByRole('option', { name: staging.name }).click();
  await expect(page.getByRole('heading', { name: staging.name, level: 1 })).toBeVisible();
  await expect(drawer).toHaveCount(0);
});

test('organizations, projects, envs, accounts and settings are found from the keyboard', async ({
  page,
  server,
}) => {
  const { id, email } = await invite(server.url);
  const { organization, project, env } = await madeTree(server.url);
  const account = await made(server.url, 'service-accounts', {
    name: named('deployer'),
    home_id: organization.id,
  });
  await granted(server.url, id, 'organizationAdmin', organization.id);
  await signInAs(page, email, '/profile/you');
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  const finder = page.getByRole('dialog', { name: 'Find' });
  const goTo = async (name: string, shown: RegExp) => {
    await page.keyboard.press('Control+k');
    await finder.getByLabel(/^Find pages/).fill(name);
    await expect(finder.getByRole('button', { name: shown })).toBeVisible();
    await page.keyboard.press('Enter');
  };
  for (const { name } of [organization, project, env, account]) {
    await goTo(name, new RegExp(`^${name}`));
    await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused();
  }
  await goTo(env.name, new RegExp(`^${env.name}`));
  await expect(page.getByRole('heading', { name: env.name, level: 1 })).toBeFocused();
  await goTo('user roles', /^User roles/);
  await expect(page).toHaveURL(`${server.url}/envs/${env.id}/settings/user-roles`);
});
