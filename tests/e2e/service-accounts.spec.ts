import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { createClient } from '../kit/http-client.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { adminOf, invite } from './invited.ts';

const secretOfAccount = /^kwb_[\w-]{22}\.[\w-]{48}$/;
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

/** An organization with two projects, an env in the first, and a person who is its Admin. */
async function makeOrganization(url: string) {
  const { id: ownerId, email } = await invite(url);
  const admin = await adminOf(url);
  const made = async (path: string, body: object) => {
    const answer = await admin.post(`/api/v2/${path}`, { body });
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return { id: answer.body.id as string, name: answer.body.name as string };
  };
  const mark = randomUUID().slice(0, 8);
  const organization = await made('organizations', { name: `Acme ${mark}` });
  const shop = await made('projects', { name: `Shop ${mark}`, organization_id: organization.id });
  const lab = await made('projects', { name: `Lab ${mark}`, organization_id: organization.id });
  const env = await made('envs', { name: `production ${mark}`, project_id: shop.id });
  const { body: roles } = await admin.get(
    `/api/v2/roles?usable_on=${organization.id}&kind=built_in&search=Admin`,
  );
  await made('grants', {
    principal_id: ownerId,
    resource_id: organization.id,
    role_id: roles.items[0].id,
  });
  return { organization, shop, lab, env, email };
}

const listOf = (organization: { readonly id: string }) =>
  `/organizations/${organization.id}/settings/service-accounts`;

/** Chooses by what the server finds for the typed text. */
async function choose(within: Locator, page: Page, label: string, name: string): Promise<void> {
  await within.getByRole('combobox', { name: label }).fill(name);
  await page.getByRole('option', { name }).first().click();
}

test('an Admin makes an account of their organization with what it may do and its first token', async ({
  page,
  server,
}) => {
  const { organization, shop, lab, env, email } = await makeOrganization(server.url);
  await signInAs(page, email, listOf(organization));
  await expect(page.getByRole('heading', { name: 'No service accounts yet' })).toBeVisible();
  await expect(page.getByText(`"home_id":"${organization.id}"`)).toBeVisible();

  await page.getByRole('button', { name: 'New service account' }).click();
  const form = page.getByRole('dialog', { name: `New service account in ${organization.name}` });
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('billing export');
  await form.getByRole('combobox', { name: 'The account expires' }).click();
  await page.getByRole('option', { name: '1 year' }).click();

  await form.getByRole('button', { name: 'Add permission' }).click();
  const first = form.getByRole('group', { name: 'Permission 1' });
  await choose(first, page, 'On', shop.name);
  await choose(first, page, 'Role', 'Admin');
  await form.getByRole('button', { name: 'Add permission' }).click();
  const second = form.getByRole('group', { name: 'Permission 2' });
  await choose(second, page, 'On', lab.name);
  await choose(second, page, 'Role', 'Member');
  await form.getByLabel('Token name').fill('nightly');
  await form.getByRole('button', { name: 'Save' }).click();

  const shown = page.getByRole('dialog', { name: 'Copy the token now' });
  const secret = (await shown.getByText(secretOfAccount).textContent()) ?? '';
  await shown.getByRole('button', { name: 'I have copied it' }).click();
  await expect(rowOf(page, 'billing export')).toContainText('1 token, 2 grants');
  await expect(rowOf(page, 'billing export')).toContainText('in 1 year');

  const account = createClient(server.url, { headers: { 'x-platz-token': secret } });
  const envs = await account.get('/api/v2/envs');
  expect(envs.body.items.map(({ id }: { id: string }) => id)).toEqual([env.id]);
  const inShop = { name: 'staging', project_id: shop.id };
  expect((await account.post('/api/v2/envs', { body: inShop })).status).toBe(201);
  const inLab = { name: 'staging', project_id: lab.id };
  expect((await account.post('/api/v2/envs', { body: inLab })).status).toBe(403);
});

test('its page stands below its home, and says what it holds', async ({
  page,
  server,
  problems,
}) => {
  // Pages hear of the deletion as it happens, and ask once more before this one is left.
  problems.allow(/404 \(Not Found\)/);
  const { organization, shop, email } = await makeOrganization(server.url);
  const owner = await signInWithCookie(server.url, { email });
  const body = { name: 'exporter', home_id: organization.id, token: { name: 'nightly' } };
  const { body: made } = await owner.post('/api/v2/service-accounts', { body });
  const { body: roles } = await owner.get(`/api/v2/roles?usable_on=${shop.id}&search=Member`);
  const grant = { principal_id: made.id, resource_id: shop.id, role_id: roles.items[0].id };
  expect((await owner.post('/api/v2/grants', { body: grant })).status).toBe(201);

  await signInAs(page, email, listOf(organization));
  await page.getByRole('link', { name: 'exporter' }).click();
  await expect(page).toHaveURL(`/service-accounts/${made.id}`);
  const trail = page.getByRole('navigation', { name: 'Breadcrumb' });
  await expect(trail.getByRole('link', { name: organization.name })).toBeVisible();
  await expect(page.getByText('At home in')).toBeVisible();
  await expect(rowOf(page, 'nightly')).toContainText('Active');
  await expect(page.getByRole('table', { name: 'Grants' })).toContainText(shop.name);
  await expect(page.getByRole('table', { name: 'Grants' })).toContainText('Member');

  await page.getByRole('button', { name: 'Actions for exporter' }).click();
  await page.getByRole('menuitem', { name: 'Delete service account…' }).click();
  const asked = page.getByRole('dialog', { name: 'Delete the service account “exporter”?' });
  await expect(asked).toContainText('1 active token');
  await expect(asked).toContainText('1 grant of access');
  await expect(asked).toContainText('It has never been used.');
  await asked.getByLabel(/^Type/).fill('exporter');
  await asked.getByRole('button', { name: 'Delete service account' }).click();
  await expect(page).toHaveURL(listOf(organization));
  await expect(page.getByRole('heading', { name: 'No service accounts yet' })).toBeVisible();
});

test('a project has accounts of its own, which reach nothing outside it', async ({
  page,
  server,
}) => {
  const { shop, lab, email } = await makeOrganization(server.url);
  await signInAs(page, email, `/projects/${shop.id}/settings/service-accounts`);
  await page.getByRole('button', { name: 'New service account' }).click();
  const form = page.getByRole('dialog', { name: `New service account in ${shop.name}` });
  await expect(form).toContainText(`Inside ${shop.name} alone`);
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('deployer');
  await form.getByRole('button', { name: 'Add permission' }).click();
  await form.getByRole('combobox', { name: 'On' }).fill(lab.name);
  await expect(page.getByRole('option', { name: lab.name })).toHaveCount(0);
  await form.getByRole('button', { name: 'Remove permission 1' }).click();
  await form.getByLabel('Make its first token now').uncheck();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf(page, 'deployer')).toContainText('0 tokens, 0 grants');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('link', { name: 'deployer' }).click();
  await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible();
  await expect(page.getByRole('link', { name: shop.name }).first()).toBeVisible();
});

test('a row that is not finished is said where it stands', async ({ page, server }) => {
  const { organization, email } = await makeOrganization(server.url);
  await signInAs(page, email, listOf(organization));
  await page.getByRole('button', { name: 'New service account' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('half');
  await form.getByRole('button', { name: 'Add permission' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Choose a role, or its own permissions.')).toBeVisible();
});
