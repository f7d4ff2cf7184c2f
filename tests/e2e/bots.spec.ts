import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { adminOf, invite } from './invited.ts';

const secretOfBot = /^kwb_[\w-]{22}\.[\w-]{48}$/;
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const uniqueName = (what: string) => `${what}-${randomUUID().slice(0, 8)}`;
const bearing = (url: string, token: string) =>
  createClient(url, { headers: { 'x-platz-token': token } });

interface MadeBot {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly tokenId: string;
}

/** A bot with one token, made through the API. */
async function makeBot(admin: Client, what = 'bot'): Promise<MadeBot> {
  const name = uniqueName(what);
  const body = { name, token: { name: 'pipeline' } };
  const { status, body: made } = await admin.post('/api/v2/service-accounts', { body });
  if (status !== 201) throw new Error(`Making a bot ended with ${JSON.stringify(made)}`);
  return { id: made.id, name, secret: made.token.created_token, tokenId: made.token.id };
}

const answerTo = async (url: string, secret: string) => {
  const { status, body } = await bearing(url, secret).get('/api/v2/auth/me');
  return status === 200 ? body : [status, body.code];
};

const act = async (page: Page, of: string, item: string | RegExp) => {
  await page.getByRole('button', { name: `Actions for ${of}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('a bot is made with its first token, acts, and is seen to be used', async ({
  page,
  server,
}) => {
  await signInAs(page, 'admin@example.test', '/admin/bots');
  const name = uniqueName('ci');
  await page.getByRole('button', { name: 'New bot' }).click();
  const form = page.getByRole('dialog', { name: 'New bot' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Give it a name.')).toBeVisible();
  await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await form.getByLabel('Description').fill('Builds what is merged');
  await form.getByLabel('Token name').fill('pipeline');
  await form.getByRole('button', { name: 'Save' }).click();

  const shown = page.getByRole('dialog', { name: 'Copy the token now' });
  const secret = (await shown.getByText(secretOfBot).textContent()) ?? '';
  await expect(shown).toContainText(`curl -H "x-platz-token: ${secret}" ${server.url}`);
  await page.keyboard.press('Escape');
  await shown.getByRole('button', { name: 'I have copied it' }).click();

  const bot = await answerTo(server.url, secret);
  expect(bot.Bot.display_name).toBe(name);
  const row = rowOf(page, name);
  await expect(row).toContainText('Builds what is merged');
  await expect(row).toContainText('Enabled');
  await expect(row).toContainText('1 token, 0 grants');

  const admin = await adminOf(server.url);
  const used = async () =>
    (await admin.get(`/api/v2/service-accounts/${bot.Bot.id}`)).body.last_used;
  await expect.poll(used, { timeout: 30_000 }).not.toBeNull();
  await row.getByRole('link', { name }).click();
  await expect(page).toHaveURL(`/admin/bots/${bot.Bot.id}`);
  await expect(page.getByText('by 127.0.0.1')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Copy bot id/ })).toContainText(bot.Bot.id);
  await expect(page.getByRole('heading', { name: 'Access', exact: true })).toBeVisible();
});

test('a name that is taken is said at the name', async ({ page, server, problems }) => {
  problems.allow(/409 \(Conflict\)/);
  const { name } = await makeBot(await adminOf(server.url));
  await signInAs(page, 'admin@example.test', '/admin/bots');
  await page.getByRole('button', { name: 'New bot', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'New bot' });
  const field = form.getByRole('textbox', { name: 'Name', exact: true });
  await field.fill(name.toUpperCase());
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(field).toHaveAccessibleDescription(/name/i);
  await expect(field).toBeFocused();
});

test('bots are searched and filtered by the address, and new ones appear by themselves', async ({
  page,
  server,
}) => {
  const admin = await adminOf(server.url);
  const [one, other] = [await makeBot(admin, 'one'), await makeBot(admin, 'other')];
  await admin.patch(`/api/v2/service-accounts/${other.id}`, { body: { is_enabled: false } });
  await signInAs(page, 'admin@example.test', '/admin/bots');

  await page.getByRole('searchbox').fill(one.name);
  await expect(page).toHaveURL(new RegExp(`search=${one.name}$`));
  await expect(page.getByText('1 bot', { exact: true })).toBeVisible();
  await page.getByRole('searchbox').fill(other.id);
  await expect(rowOf(page, other.name)).toContainText('Disabled');

  await page.goto(`/admin/bots?search=${other.name}&state=enabled`);
  await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL('/admin/bots');

  const born = await makeBot(admin, 'born');
  await expect(rowOf(page, born.name)).toBeVisible();
});

test('a renewal says what it ends, ends it, and shows one new token', async ({ page, server }) => {
  const admin = await adminOf(server.url);
  const bot = await makeBot(admin);
  const body = { service_account_id: bot.id, name: 'second' };
  const second = (await admin.post('/api/v2/service-account-tokens', { body })).body.created_token;
  await signInAs(page, 'admin@example.test', `/admin/bots`);
  await page.getByRole('button', { name: `Renew ${bot.name}` }).click();

  const asked = page.getByRole('dialog', { name: `Renew ${bot.name}?` });
  await expect(asked).toContainText('Every old token stops working now: 2 are active.');
  await expect(asked).toContainText('None was ever used.');
  await asked.getByRole('button', { name: 'Renew' }).click();
  const shown = page.getByRole('dialog', { name: 'Copy the token now' });
  const fresh = (await shown.getByText(secretOfBot).textContent()) ?? '';
  await page.keyboard.press('Escape');
  await shown.getByRole('button', { name: 'I have copied it' }).click();
  await expect(rowOf(page, bot.name)).toContainText('1 token');
  await expect(page.getByRole('button', { name: `Renew ${bot.name}` })).toBeFocused();

  for (const old of [bot.secret, second]) {
    expect((await bearing(server.url, old).get('/api/v2/auth/me')).status).toBe(401);
  }
  expect((await answerTo(server.url, fresh)).Bot.id).toBe(bot.id);
});

test('a bot is renamed, given an end, disabled and enabled from its page', async ({
  page,
  server,
}) => {
  const admin = await adminOf(server.url);
  const bot = await makeBot(admin);
  await signInAs(page, 'admin@example.test', `/admin/bots/${bot.id}`);

  await act(page, bot.name, 'Edit');
  const edit = page.getByRole('dialog', { name: 'Edit bot' });
  await expect(edit).toContainText('It has no end');
  const renamed = `${bot.name}-renamed`;
  await edit.getByLabel('Name').fill(renamed);
  await edit.getByRole('combobox', { name: 'Expires' }).click();
  await edit.getByRole('option', { name: '90 days' }).click();
  await expect(edit).toContainText('A later date brings them back.');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: renamed })).toBeVisible();
  await expect(page.getByText('in 3 months').first()).toBeVisible();

  await act(page, renamed, 'Disable…');
  const asked = page.getByRole('dialog', { name: `Disable ${renamed}?` });
  await expect(asked).toContainText('Whatever uses its token stops working at once');
  await asked.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('Disabled', { exact: true })).toBeVisible();
  expect(await answerTo(server.url, bot.secret)).toEqual([401, 'principal_inactive']);

  await act(page, renamed, 'Enable…');
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByText('Enabled', { exact: true })).toBeVisible();
  expect((await answerTo(server.url, bot.secret)).Bot.display_name).toBe(renamed);
});

test('an expired bot says so, and a later date restores it', async ({ page, server }) => {
  const admin = await adminOf(server.url);
  const name = uniqueName('brief');
  const body = { name, duration: '1s', token: { name: 'pipeline' } };
  const { body: made } = await admin.post('/api/v2/service-accounts', { body });
  await signInAs(page, 'admin@example.test', `/admin/bots/${made.id}`);
  const state = async () => (await admin.get(`/api/v2/service-accounts/${made.id}`)).body.state;
  await expect.poll(state).toBe('expired');
  await page.reload();
  await expect(page.getByText('Expired', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('All its tokens are refused.')).toBeVisible();

  await act(page, name, 'Edit');
  const edit = page.getByRole('dialog', { name: 'Edit bot' });
  await expect(edit).toContainText('A later date brings it and its tokens back.');
  await edit.getByRole('combobox', { name: 'Expires' }).click();
  await edit.getByRole('option', { name: 'On a date…' }).click();
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit.getByText('Choose a day.')).toBeVisible();
  await edit.getByLabel('Last day').fill('2099-12-31');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enabled', { exact: true })).toBeVisible();
  expect((await answerTo(server.url, made.token.created_token)).Bot.id).toBe(made.id);
});

test('tokens of a bot are made, edited, renewed, revoked and deleted on its page', async ({
  page,
  server,
}) => {
  const bot = await makeBot(await adminOf(server.url));
  await signInAs(page, 'admin@example.test', `/admin/bots/${bot.id}`);
  await act(page, bot.name, 'New API token');
  const form = page.getByRole('dialog', { name: `New token for ${bot.name}` });
  await form.getByLabel('Name').fill('staging');
  await form.getByRole('button', { name: 'Create token' }).click();
  const shown = page.getByRole('dialog', { name: 'Copy the token now' });
  const made = (await shown.getByText(secretOfBot).textContent()) ?? '';
  await shown.getByRole('button', { name: 'I have copied it' }).click();

  await act(page, 'staging', 'Edit');
  const edit = page.getByRole('dialog', { name: 'Edit token' });
  await edit.getByLabel('Name').fill('production');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf(page, 'production')).toContainText('Active');

  await act(page, 'production', 'Renew…');
  const asked = page.getByRole('dialog', { name: 'Renew “production”?' });
  await expect(asked).toContainText('Whatever uses the old secret stops working at once.');
  await asked.getByRole('button', { name: 'Renew' }).click();
  const fresh = (await shown.getByText(secretOfBot).textContent()) ?? '';
  await shown.getByRole('button', { name: 'I have copied it' }).click();
  expect((await bearing(server.url, made).get('/api/v2/auth/me')).status).toBe(401);
  expect((await answerTo(server.url, fresh)).Bot.id).toBe(bot.id);
  // The other token knows nothing of it.
  expect((await answerTo(server.url, bot.secret)).Bot.id).toBe(bot.id);

  await act(page, 'production', 'Revoke…');
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await expect(rowOf(page, 'production')).toContainText('Revoked');
  expect(await answerTo(server.url, fresh)).toEqual([401, 'token_revoked']);
  await act(page, 'production', 'Delete…');
  await page.getByRole('button', { name: 'Delete token' }).click();
  await expect(rowOf(page, 'production')).toHaveCount(0);
});

test('a secret stays on the page when its row leaves the list', async ({ page, server }) => {
  const admin = await adminOf(server.url);
  const bot = await makeBot(admin);
  const body = { service_account_id: bot.id, name: 'brief', duration: '1s' };
  const { body: brief } = await admin.post('/api/v2/service-account-tokens', { body });
  const state = async () =>
    (await admin.get(`/api/v2/service-account-tokens/${brief.id}`)).body.state;
  await expect.poll(state).toBe('expired');
  await signInAs(page, 'admin@example.test', `/admin/bots/${bot.id}`);
  await page.getByRole('combobox', { name: 'State' }).selectOption('Expired');
  await act(page, 'brief', 'Renew…');
  await page.getByRole('dialog').getByRole('button', { name: 'Renew' }).click();
  const shown = page.getByRole('dialog', { name: 'Copy the token now' });
  const secret = (await shown.getByText(secretOfBot).textContent()) ?? '';
  await expect(rowOf(page, 'brief')).toHaveCount(0);
  await expect(shown.getByText(secret, { exact: true })).toBeVisible();
  expect((await answerTo(server.url, secret)).Bot.id).toBe(bot.id);
});

test('a renewal that comes too late shows what the server says', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/409 \(Conflict\)/);
  const admin = await adminOf(server.url);
  const bot = await makeBot(admin);
  await signInAs(page, 'admin@example.test', `/admin/bots/${bot.id}`);
  await act(page, 'pipeline', 'Renew…');
  await admin.post(`/api/v2/service-account-tokens/${bot.tokenId}/revoke`);
  const asked = page.getByRole('dialog', { name: 'Renew “pipeline”?' });
  await asked.getByRole('button', { name: 'Renew' }).click();
  await expect(asked.getByRole('alert').last()).toContainText('This token was revoked');
});

test('deleting a bot says what goes, asks for its name, and leaves the record readable', async ({
  page,
  server,
  problems,
}) => {
  // Pages hear of the deletion as it happens, and ask once more before this one is left.
  problems.allow(/404 \(Not Found\)/);
  const admin = await adminOf(server.url);
  const bot = await makeBot(admin);
  await answerTo(server.url, bot.secret);
  await signInAs(page, 'admin@example.test', `/admin/bots/${bot.id}`);
  await act(page, bot.name, 'Delete bot…');
  const asked = page.getByRole('dialog', { name: `Delete the bot “${bot.name}”?` });
  await expect(asked).toContainText('1 active token');
  await expect(asked).toContainText('No grant of access');
  const button = asked.getByRole('button', { name: 'Delete bot' });
  await expect(button).toBeDisabled();
  await asked.getByLabel(/^Type/).fill(bot.name);
  await button.click();
  await expect(page).toHaveURL('/admin/bots');
  await expect(page.getByText(`“${bot.name}” is deleted.`)).toBeVisible();
  expect((await bearing(server.url, bot.secret).get('/api/v2/auth/me')).status).toBe(401);

  await page.goto(`/admin/audit?target=${bot.id}`);
  await expect(page.getByRole('button', { name: `deleted the bot “${bot.name}”` })).toBeVisible();
  const again = await admin.post('/api/v2/bots', { body: { display_name: bot.name } });
  expect(again.body.id).not.toBe(bot.id);
});

test('the page of a bot leads to what it did, and the record knows it by name', async ({
  page,
  server,
}) => {
  const admin = await adminOf(server.url);
  const bot = await makeBot(admin);
  const own = await bearing(server.url, bot.secret).post(
    `/api/v2/service-account-tokens/${bot.tokenId}/revoke`,
  );
  expect(own.status).toBe(200);
  await signInAs(page, 'admin@example.test', `/admin/bots/${bot.id}`);
  await page.getByRole('link', { name: `What ${bot.name} did` }).click();
  await expect(page).toHaveURL(new RegExp(`actor=${bot.id}`));
  await expect(page.getByRole('combobox', { name: 'Actor' })).toHaveValue(bot.name);
  await expect(
    page.getByRole('button', { name: `${bot.name} revoked the token “pipeline”` }),
  ).toBeVisible();
});

test('a token of a bot is found from anywhere, by what leaked or by its id', async ({
  page,
  server,
  problems,
}) => {
  // A bare id is looked for among the tokens of people first.
  problems.allow(/404 \(Not Found\)/);
  const bot = await makeBot(await adminOf(server.url));
  for (const known of [bot.secret, bot.tokenId]) {
    await signInAs(page, 'admin@example.test', '/profile/you');
    await page.getByRole('button', { name: /^Find/ }).click();
    await page.getByLabel(/^Find pages/).fill(known);
    await page.getByRole('button', { name: new RegExp(bot.tokenId) }).click();
    await expect(page).toHaveURL(`/service-accounts/${bot.id}?search=${bot.tokenId}`);
    await expect(rowOf(page, 'pipeline')).toBeVisible();
  }
});

test('who administers nothing sees no bots', async ({ page, server, problems }) => {
  problems.allow(/404 \(Not Found\)/);
  const bot = await makeBot(await adminOf(server.url));
  const { email } = await invite(server.url);
  await signInAs(page, email, '/admin/bots');
  await expect(page.getByRole('heading', { name: 'No bots that you may see' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New bot' })).toHaveCount(0);
  await page.goto(`/admin/bots/${bot.id}`);
  await expect(page.getByRole('alert')).toContainText('Not found');
});
