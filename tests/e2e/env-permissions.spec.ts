import type { Page } from '@playwright/test';
import { createClient } from '../../packages/sdk/src/index.ts';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { check } from './accessible.ts';
import { adminOf, invite } from './invited.ts';
import { granted, made, madeTree, named } from './made-tree.ts';

/** A bot of this test's own, and what one of its tokens sees. */
async function madeBot(url: string) {
  const bot = await made(url, 'service-accounts', { name: named('deploy-bot') });
  const admin = await adminOf(url);
  const { body } = await admin.post('/api/v2/service-account-tokens', {
    body: { service_account_id: bot.id, name: 'its own' },
  });
  const api = createClient({ url: url, token: body.created_token });
  const envs = async () => (await api.listEnvs()).items.map(({ id }) => id as string);
  return { ...bot, envs };
}

async function choose(page: Page, field: string, typed: string, option: RegExp | string) {
  await page.getByRole('combobox', { name: field }).fill(typed);
  await page.getByRole('option', { name: option }).click();
}

test('an env admin lets a bot in with the one picker, and takes it out again', async ({
  page,
  server,
}) => {
  const { env } = await madeTree(server.url);
  const bot = await madeBot(server.url);
  const admin = await invite(server.url);
  await granted(server.url, admin.id, 'envAdmin', env.id);
  expect(await bot.envs()).toEqual([]);

  await signInAs(page, admin.email, `/envs/${env.id}/settings/user-roles`);
  await expect(page.getByRole('heading', { name: 'No User of this env yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Add permission' }).click();
  const form = page.getByRole('dialog', { name: 'Add permission' });
  await form.getByRole('button', { name: 'Add permission' }).click();
  await expect(form.getByText('Choose who is let in.')).toBeVisible();
  await choose(
    page,
    'Person or service account',
    bot.name,
    new RegExp(`${bot.name}.*account.*Site`),
  );
  await expect(form.getByRole('radio', { name: 'User' })).toBeChecked();
  await form.getByRole('button', { name: 'Add permission' }).click();
  await expect(page.getByText(`${bot.name} now has User on ${env.name}.`)).toBeVisible();
  const row = page.getByRole('table', { name: 'User' }).getByRole('row', { name: bot.name });
  await expect(row).toContainText('Service account');
  expect(await bot.envs()).toEqual([env.id]);

  await row.getByRole('button', { name: `Actions for User of ${bot.name} on ${env.name}` }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  const asked = page.getByRole('dialog', { name: `Remove User from ${bot.name}?` });
  await expect(asked).toContainText('programs that hold its tokens stop working there');
  await expect(asked).toContainText(`No other grant gives ${bot.name} anything there.`);
  await asked.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(row).toHaveCount(0);
  expect(await bot.envs()).toEqual([]);
});

test('by keyboard alone a person is found by their address and made Admin until a day', async ({
  page,
  server,
}) => {
  const { env } = await madeTree(server.url);
  const admin = await invite(server.url, { is_admin: true });
  const person = await invite(server.url);
  await signInAs(page, admin.email, `/envs/${env.id}/settings/user-roles`);
  await page.getByRole('button', { name: 'Add permission' }).press('Enter');
  const picker = page.getByRole('combobox', { name: 'Person or service account' });
  await expect(picker).toBeFocused();
  await page.keyboard.type(person.email);
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(picker).toHaveValue(person.email);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'User' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Admin' })).toBeChecked();
  await page.getByRole('combobox', { name: 'Ends (optional)' }).selectOption('7 days');
  await expect(page.getByText(/It ends by itself on .* \(in 7 days\)/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Add permission' }).press('Enter');
  const row = page.getByRole('table', { name: 'Admin' }).getByRole('row', { name: person.email });
  await expect(row).toContainText('in 7 days');
});

test('whom nobody knows is not found, and who has the role already is told so', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/409 \(Conflict\)/);
  const { env } = await madeTree(server.url);
  const admin = await invite(server.url, { is_admin: true });
  const person = await invite(server.url);
  await granted(server.url, person.id, 'envUser', env.id);
  await signInAs(page, admin.email, `/envs/${env.id}/settings/user-roles`);
  await page.getByRole('button', { name: 'Add permission' }).click();
  await page
    .getByRole('combobox', { name: 'Person or service account' })
    .fill('nobody-of-this-name');
  await expect(page.getByText(/^Nobody by that name, address or id/)).toBeVisible();
  await choose(page, 'Person or service account', person.email, new RegExp(person.email));
  const form = page.getByRole('dialog', { name: 'Add permission' });
  await form.getByRole('button', { name: 'Add permission' }).click();
  await expect(form.getByRole('alert')).toContainText('granted this here already');
});

test('a bot maintains the deployments of one kind in an env', async ({ page, server }) => {
  const { env } = await madeTree(server.url);
  const kind = await made(server.url, 'deployment-kinds', { name: named('web') });
  const bot = await madeBot(server.url);
  const admin = await invite(server.url, { is_admin: true });
  await signInAs(page, admin.email, `/envs/${env.id}/settings/deployment-permissions`);
  await page.getByRole('button', { name: 'Add permission' }).click();
  const form = page.getByRole('dialog', { name: 'Add permission' });
  await choose(page, 'Person or service account', bot.name, new RegExp(bot.name));
  await expect(form.getByRole('radio', { name: 'Maintainer' })).toBeChecked();
  await form.getByRole('button', { name: 'Add permission' }).click();
  await expect(form.getByText('Choose the kind that this role is for.')).toBeVisible();
  await choose(page, 'Deployment kind', kind.name, kind.name);
  await form.getByRole('button', { name: 'Add permission' }).click();
  const table = page.getByRole('table', { name: 'Maintainer' });
  await expect(table.getByRole('row', { name: bot.name })).toContainText(kind.name);
});

test('a grant made elsewhere appears without a reload', async ({ page, server }) => {
  const { env } = await madeTree(server.url);
  const [first, second] = [await invite(server.url), await invite(server.url)];
  await granted(server.url, first.id, 'envUser', env.id);
  await signInAs(page, 'admin@example.test', `/envs/${env.id}/settings/user-roles`);
  const table = page.getByRole('table', { name: 'User' });
  await expect(table.getByRole('row', { name: first.email })).toBeVisible();
  await granted(server.url, second.id, 'envUser', env.id);
  await expect(table.getByRole('row', { name: second.email })).toBeVisible();
});

test('the pages of permissions pass the accessibility check', async ({ page, server }) => {
  test.slow();
  const { env } = await madeTree(server.url);
  const kind = await made(server.url, 'deployment-kinds', { name: named('web') });
  const bot = await madeBot(server.url);
  await granted(server.url, bot.id, 'envUser', env.id);
  await signInAs(page, 'admin@example.test', `/envs/${env.id}/settings/user-roles`);
  await page.getByRole('table', { name: 'User' }).waitFor();
  await check(page, 'user roles');
  await page.getByRole('button', { name: 'Add permission' }).click();
  await page.getByRole('combobox', { name: 'Person or service account' }).fill(bot.name);
  await page.getByRole('option', { name: new RegExp(bot.name) }).waitFor();
  await check(page, 'the picker');
  await page.keyboard.press('Escape');
  await page.goto(`/envs/${env.id}/settings/deployment-permissions`);
  await page.getByRole('heading', { name: 'No Owner of any kind yet' }).waitFor();
  await page.getByRole('button', { name: 'Add permission' }).click();
  await page.getByRole('combobox', { name: 'Deployment kind' }).fill(kind.name);
  await check(page, 'the form of a deployment permission');
});
