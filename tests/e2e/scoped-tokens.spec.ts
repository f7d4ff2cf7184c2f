import type { Page } from '@playwright/test';
import { expect } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { test } from './clocked.ts';
import { adminOf, invite } from './invited.ts';
import { granted, type Made, made, madeTree, named } from './made-tree.ts';

const tokens = '/profile/user-tokens';
const hourMs = 3_600_000;

/** A person who administers a project with two channels. */
async function madeChannels(url: string) {
  const person = await invite(url);
  const { organization, project } = await madeTree(url);
  await granted(url, person.id, 'projectAdmin', project.id);
  const channel = (name: string): Promise<Made> =>
    made(url, 'entities', { type: 'channel', project_id: project.id, name: named(name) });
  return {
    person,
    organization,
    project,
    telemetry: await channel('telemetry'),
    billing: await channel('billing'),
  };
}

const withToken = (url: string, secret: string): Client =>
  createClient(url, { headers: { 'x-platz-token': secret } });

const publish = (client: Client, channel: Made) =>
  client.post(`/api/v2/channels/${channel.id}/messages`, { body: { payload: 'hello' } });

/** The secret that is shown now, which is then put away. */
async function takeSecret(page: Page): Promise<string> {
  const shown = page.getByRole('dialog', { name: 'Copy the token now' });
  const secret = (await shown.getByText(/^kwp_[\w-]{22}\.[\w-]{48}$/).textContent()) ?? '';
  await shown.getByRole('button', { name: 'I have copied it' }).click();
  await expect(shown).toHaveCount(0);
  return secret;
}

async function choose(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(text);
  await page.getByRole('option', { name: new RegExp(text) }).click();
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('a scoped token is made, used, expires, is regenerated, used again and deleted with all others', async ({
  page,
  server,
  clock,
}) => {
  const { person, telemetry, billing } = await madeChannels(server.url);
  await signInAs(page, person.email, tokens);

  await page.getByRole('button', { name: 'New token' }).click();
  const form = page.getByRole('dialog', { name: 'New personal access token' });
  await form.getByLabel('Name').fill('sensor');
  await form.getByRole('radio', { name: 'Scoped' }).check();
  await form.getByRole('combobox', { name: 'Start from a common use' }).click();
  await form.getByRole('option', { name: 'Publish to one channel for 24 hours' }).click();
  await form.getByRole('button', { name: 'Create token' }).click();
  await expect(form.getByText('Choose what the scope is about.')).toBeVisible();
  await choose(page, 'Which channel', telemetry.name);
  await expect(form.getByText(/^It stops working on .*\(in 1 day\)/)).toBeVisible();
  const scope = form.getByRole('group', { name: 'Scope 1' });
  await expect(scope).toContainText(`publish on channel “${telemetry.name}”`);
  await scope.getByRole('button', { name: 'Change scope 1' }).click();
  await expect(scope.getByRole('checkbox', { name: 'publish', exact: true })).toBeChecked();
  await form.getByRole('button', { name: 'Create token' }).click();
  const first = await takeSecret(page);

  const sensor = withToken(server.url, first);
  expect((await publish(sensor, telemetry)).status).toBe(201);
  expect((await publish(sensor, billing)).status).toBeGreaterThanOrEqual(403);
  const row = rowOf(page, 'sensor');
  await expect(row).toContainText('1 scope');
  await expect(row).toContainText(/in 23 h 5\d m/);

  clock.advance(25 * hourMs);
  const expired = await publish(sensor, telemetry);
  expect([expired.status, expired.body.code]).toEqual([401, 'token_expired']);
  await page.reload();
  await expect(row).toContainText('Expired');

  await row.getByRole('link', { name: 'sensor' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'sensor' })).toBeVisible();
  await page.getByRole('button', { name: 'Regenerate…' }).click();
  const asked = page.getByRole('dialog', { name: 'Regenerate “sensor”?' });
  await expect(asked).toContainText('The old secret never works again');
  await asked.getByRole('button', { name: 'Regenerate' }).click();
  const second = await takeSecret(page);
  await expect(page.getByText('Active', { exact: true })).toBeVisible();
  await expect(rowOf(page, 'publish')).toContainText(telemetry.name);

  const again = withToken(server.url, second);
  expect((await publish(again, telemetry)).status).toBe(201);
  expect((await publish(again, billing)).status).toBeGreaterThanOrEqual(403);
  expect((await publish(sensor, telemetry)).body.code).toBe('token_unknown');

  await page.getByRole('link', { name: 'Personal access tokens' }).first().click();
  await page.getByRole('button', { name: 'Delete all…' }).click();
  const all = page.getByRole('dialog', { name: 'Delete all your tokens?' });
  await expect(all).toContainText('spared where it is a token');
  await expect(all.getByRole('button', { name: 'Delete all tokens' })).toBeDisabled();
  await all.getByRole('textbox').fill('delete all tokens');
  await all.getByRole('button', { name: 'Delete all tokens' }).click();
  await expect(page.getByRole('heading', { name: 'You have no tokens yet' })).toBeVisible();
  expect((await publish(again, telemetry)).status).toBe(401);
});

test('each common use makes a token with the scopes that it names', async ({ page, server }) => {
  const { person, project, telemetry } = await madeChannels(server.url);
  await signInAs(page, person.email, tokens);
  const uses = [
    ['Listen to one channel for 30 days', 'Which channel', telemetry.name, '1 scope'],
    ['Look at one project, change nothing', 'Which project', project.name, '17 scopes'],
    ['Deploy in the envs of one project', 'Which project', project.name, '15 scopes'],
  ] as const;
  for (const [use, question, name, scopes] of uses) {
    await page.getByRole('button', { name: 'New token' }).click();
    const form = page.getByRole('dialog', { name: 'New personal access token' });
    await form.getByLabel('Name').fill(use);
    await form.getByRole('radio', { name: 'Scoped' }).check();
    await form.getByRole('combobox', { name: 'Start from a common use' }).click();
    await form.getByRole('option', { name: use }).click();
    await choose(page, question, name);
    await expect(form.getByRole('group', { name: 'Scope 1' })).toBeVisible();
    await form.getByRole('button', { name: 'Create token' }).click();
    await takeSecret(page);
    await expect(rowOf(page, use)).toContainText(scopes);
  }
});

/** A scoped token of the person, made over the API. */
async function madeToken(url: string, email: string, body: object) {
  const own = await signInWithCookie(url, { email });
  const answer = await own.post('/api/v2/user-tokens', { body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body as { readonly id: string; readonly created_token: string };
}

const publishTo = (channel: Made) => ({
  entity_type: 'channel',
  operation: 'publish',
  entity_id: channel.id,
});

test('scopes are added several at once, and those made needless are named and removed', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/409 \(Conflict\)/);
  const { person, project, telemetry, billing } = await madeChannels(server.url);
  const token = await madeToken(server.url, person.email, {
    name: 'gateway',
    scopes: [publishTo(telemetry)],
  });
  const gateway = withToken(server.url, token.created_token);
  await signInAs(page, person.email, `${tokens}/${token.id}`);
  await expect(rowOf(page, 'publish')).toContainText(telemetry.name);
  expect((await publish(gateway, billing)).status).toBeGreaterThanOrEqual(403);

  await page.getByRole('button', { name: 'Add scopes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add scopes to “gateway”' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText('Choose what the scope is about.')).toBeVisible();
  const row = (number: number) => dialog.getByRole('group', { name: `Scope ${number}` });
  const chooseIn = async (number: number, field: string, text: string) => {
    await row(number).getByRole('combobox', { name: field }).fill(text);
    await row(number)
      .getByRole('option', { name: new RegExp(text) })
      .first()
      .click();
  };
  await chooseIn(1, 'Entity type', 'Channel');
  await chooseIn(1, 'Project', project.name);
  await row(1).getByRole('checkbox', { name: 'publish', exact: true }).check();
  await dialog.getByRole('button', { name: 'Add another scope' }).click();
  await chooseIn(2, 'Entity type', 'Env');
  await row(2).getByRole('checkbox', { name: 'read', exact: true }).check();
  await row(2).getByRole('checkbox', { name: 'list', exact: true }).check();
  await dialog.getByRole('button', { name: 'Add these scopes' }).click();

  const covered = page.getByRole('dialog', { name: 'Some scopes are needless now' });
  await expect(covered).toContainText(`publish on channel “${telemetry.name}”`);
  await covered.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('3 scopes', { exact: true }).first()).toBeVisible();
  await expect(rowOf(page, 'publish')).toContainText('Every channel');
  expect((await publish(gateway, billing)).status).toBe(201);

  await page.getByRole('button', { name: 'Add scopes' }).click();
  await chooseIn(1, 'Entity type', 'Channel');
  await chooseIn(1, 'Which channel', billing.name);
  await row(1).getByRole('checkbox', { name: 'publish', exact: true }).check();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toContainText(`has channel.publish on ${billing.name} already`);
});

test('a scope that is removed lets the token do no more, and so do all of them', async ({
  page,
  server,
}) => {
  const { person, telemetry, billing } = await madeChannels(server.url);
  const token = await madeToken(server.url, person.email, {
    name: 'gateway',
    scopes: [publishTo(telemetry), publishTo(billing)],
  });
  const gateway = withToken(server.url, token.created_token);
  await signInAs(page, person.email, `${tokens}/${token.id}`);

  await page.getByRole('button', { name: `Remove: publish on channel “${billing.name}”` }).click();
  const asked = page.getByRole('dialog', { name: 'Remove this scope?' });
  await expect(asked).toContainText('is refused this');
  await asked.getByRole('button', { name: 'Remove scope' }).click();
  await expect(rowOf(page, billing.name)).toHaveCount(0);
  expect((await publish(gateway, billing)).status).toBeGreaterThanOrEqual(403);
  expect((await publish(gateway, telemetry)).status).toBe(201);

  await page.getByRole('button', { name: 'Remove all…' }).click();
  const all = page.getByRole('dialog', { name: 'Remove all scopes of “gateway”?' });
  await all.getByRole('textbox').fill('gateway');
  await all.getByRole('button', { name: 'Remove all scopes' }).click();
  await expect(page.getByRole('heading', { name: 'It may do nothing yet' })).toBeVisible();
  expect((await publish(gateway, telemetry)).status).toBeGreaterThanOrEqual(403);
});

test('scopes that another tab adds are seen without a reload', async ({
  page,
  context,
  server,
}) => {
  const { person, telemetry } = await madeChannels(server.url);
  const token = await madeToken(server.url, person.email, { name: 'watched', access: 'scoped' });
  await signInAs(page, person.email, `${tokens}/${token.id}`);
  await expect(page.getByRole('heading', { name: 'It may do nothing yet' })).toBeVisible();
  const second = await context.newPage();
  await second.goto(tokens);
  await expect(rowOf(second, 'watched')).toContainText('No scopes');

  const own = await signInWithCookie(server.url, { email: person.email });
  const body = { scopes: [publishTo(telemetry)] };
  await own.post(`/api/v2/user-tokens/${token.id}/scopes`, { body });
  await expect(rowOf(page, 'publish')).toContainText(telemetry.name);
  await expect(rowOf(second, 'watched')).toContainText('1 scope');
});

test('while a token is rotated the old secret works until the new one is used', async ({
  page,
  server,
}) => {
  const { person } = await madeChannels(server.url);
  const token = await madeToken(server.url, person.email, { name: 'backup', duration: '30d' });
  const before = withToken(server.url, token.created_token);
  await signInAs(page, person.email, `${tokens}/${token.id}`);

  await page.getByRole('button', { name: 'Rotate…' }).click();
  const asked = page.getByRole('dialog', { name: 'Rotate “backup”?' });
  await expect(asked).toContainText('Nothing stops working now');
  await expect(asked.getByText(/at the latest until .* \(in 1 day\)/)).toBeVisible();
  await asked.getByRole('button', { name: 'Rotate' }).click();
  await expect(page.getByRole('dialog')).toContainText('The old secret works until');
  const after = withToken(server.url, await takeSecret(page));
  await expect(page.getByText(/^It is being rotated/)).toBeVisible();

  expect((await before.get('/api/v2/auth/me')).status).toBe(200);
  expect((await after.get('/api/v2/auth/me')).status).toBe(200);
  expect((await before.get('/api/v2/auth/me')).body.code).toBe('token_unknown');
  await expect(page.getByText(/^It is being rotated/)).toHaveCount(0);
});

test('name and description are changed in place', async ({ page, server }) => {
  const person = await invite(server.url);
  const token = await madeToken(server.url, person.email, { name: 'before' });
  await signInAs(page, person.email, `${tokens}/${token.id}`);
  await page.getByRole('textbox', { name: 'Name' }).fill('after');
  await page.getByRole('textbox', { name: 'Description (optional)' }).fill('On the build machine');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'after' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Description (optional)' })).toHaveValue(
    'On the build machine',
  );
});

test('an active token is deleted from its page once its name is typed', async ({
  page,
  server,
}) => {
  const person = await invite(server.url);
  const token = await madeToken(server.url, person.email, { name: 'gone' });
  await signInAs(page, person.email, `${tokens}/${token.id}`);
  await page.getByRole('button', { name: 'Delete…' }).click();
  const asked = page.getByRole('dialog', { name: 'Delete “gone”?' });
  await expect(asked.getByRole('button', { name: 'Delete token' })).toBeDisabled();
  await asked.getByRole('textbox').fill('gone');
  await asked.getByRole('button', { name: 'Delete token' }).click();
  await expect(page.getByRole('heading', { name: 'You have no tokens yet' })).toBeVisible();
});

test('what a policy does not allow is said in its own words', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/403 \(Forbidden\)/);
  const { person, organization } = await madeChannels(server.url);
  const admin = await adminOf(server.url);
  const policy = { max_life_days: 7, allows_never_ending: false };
  await admin.put(`/api/v2/token-policies/${organization.id}`, { body: policy });
  await signInAs(page, person.email, tokens);
  await page.getByRole('button', { name: 'New token' }).click();
  const form = page.getByRole('dialog', { name: 'New personal access token' });
  await form.getByLabel('Name').fill('too long');
  await form.getByRole('button', { name: 'Create token' }).click();
  await expect(form).toContainText(
    `The token policy of the organization ${organization.name} allows 7 days at most.`,
  );
  await form.getByRole('combobox', { name: 'Expires' }).click();
  await form.getByRole('option', { name: 'Another length…' }).click();
  await form.getByLabel('Length').fill('12h');
  await form.getByRole('button', { name: 'Create token' }).click();
  await takeSecret(page);
});

test('tokens of a service account have scopes, and are rotated and regenerated too', async ({
  page,
  server,
}) => {
  const { project, telemetry } = await madeChannels(server.url);
  const account = await made(server.url, 'service-accounts', {
    name: named('exporter'),
    home_id: project.id,
  });
  await granted(server.url, account.id, 'projectAdmin', project.id);
  const madeHere = await made(server.url, 'service-account-tokens', {
    service_account_id: account.id,
    name: 'pipeline',
    scopes: [publishTo(telemetry)],
  });
  await signInAs(page, 'admin@example.test', `/service-accounts/${account.id}`);
  const row = rowOf(page, 'pipeline');
  await expect(row).toContainText('1 scope');

  const act = async (name: string) => {
    await page.getByRole('button', { name: 'Actions for pipeline' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await act('Rotate…');
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(row).toContainText('being rotated');
  await act('Revoke…');
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await expect(row).toContainText('Revoked');
  await act('Regenerate…');
  await page.getByRole('dialog').getByRole('button', { name: 'Regenerate' }).click();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(row).toContainText('Active');

  await act('View');
  await expect(page).toHaveURL(new RegExp(`/credentials/service_account_token/${madeHere.id}$`));
  await expect(rowOf(page, 'publish')).toContainText(telemetry.name);
  await expect(page.getByRole('link', { name: account.name })).toBeVisible();
});
