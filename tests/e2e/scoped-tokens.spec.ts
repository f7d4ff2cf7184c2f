import type { Page } from '@playwright/test';
import { expect } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { test } from './clocked.ts';
import { invite } from './invited.ts';
import { granted, type Made, made, madeTree, named } from './made-tree.ts';

const tokens = '/profile/user-tokens';
const hourMs = 3_600_000;

/** A person who administers a project with two channels. */
async function madeChannels(url: string) {
  const person = await invite(url);
  const { project } = await madeTree(url);
  await granted(url, person.id, 'projectAdmin', project.id);
  const channel = (name: string): Promise<Made> =>
    made(url, 'entities', { type: 'channel', project_id: project.id, name: named(name) });
  return {
    person,
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
  await choose(page, 'Which channel', telemetry.name);
  await expect(form.getByText(/^It stops working on .*\(in 1 day\)/)).toBeVisible();
  const scope = form.getByRole('group', { name: 'Scope 1' });
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
