import type { Page } from '@playwright/test';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { createClient } from '../kit/http-client.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { invite } from './invited.ts';

const tokens = '/profile/user-tokens';

async function createToken(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'New token' }).click();
  const form = page.getByRole('dialog', { name: 'New personal access token' });
  await form.getByLabel('Name').fill(name);
  await form.getByRole('button', { name: 'Create token' }).click();
  const shown = page.getByRole('dialog', { name: 'Copy the token now' });
  return (await shown.getByText(/^kwp_[\w-]{22}\.[\w-]{48}$/).textContent()) ?? '';
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('a token is made, used, seen to be used, and revoked', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  await expect(page.getByRole('heading', { name: 'You have no tokens yet' })).toBeVisible();

  const secret = await createToken(page, 'laptop');
  const shown = page.getByRole('dialog', { name: 'Copy the token now' });
  await expect(shown).toContainText('This token will not be shown again');
  await expect(shown).toContainText(
    `curl -H "x-platz-token: ${secret}" ${server.url}/api/v2/auth/me`,
  );
  await expect(shown).toContainText(`export PLATZ_TOKEN=${secret}`);
  await shown.getByRole('button', { name: 'I have copied it' }).click();

  const caller = createClient(server.url, { headers: { 'x-platz-token': secret } });
  const { status, body } = await caller.get('/api/v2/auth/me');
  expect([status, body.User.email]).toEqual([200, email]);

  const row = rowOf(page, 'laptop');
  await expect(row).toContainText('Active');
  // Last use is written in batches, and no change that anyone is told of.
  const seenUsed = async () => (await caller.get('/api/v2/user-tokens')).body.items[0].last_used;
  await expect.poll(seenUsed, { timeout: 30_000 }).not.toBeNull();
  await page.reload();
  await expect(row).toContainText('127.0.0.1');

  await page.getByRole('button', { name: 'Actions for laptop' }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  const asked = page.getByRole('dialog', { name: 'Revoke “laptop”?' });
  await expect(asked).toContainText('stops working at once');
  await expect(asked).toContainText('by 127.0.0.1');
  await asked.getByRole('button', { name: 'Revoke token' }).click();
  await expect(row).toContainText('Revoked');
  const refused = await caller.get('/api/v2/auth/me');
  expect([refused.status, refused.body.code]).toEqual([401, 'token_revoked']);
});

test('a secret is nowhere but on the page, and reloading loses it', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  const secret = await createToken(page, 'once');

  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const caches = 'caches' in window ? await window.caches.keys() : [];
    const stores = [{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie];
    return JSON.stringify([stores, databases, caches, location.href, document.title]);
  });
  expect(kept).not.toContain(secret.slice(27));

  // A click beside the dialog, or Escape, must not lose what cannot be shown again.
  await page.keyboard.press('Escape');
  await page.mouse.click(5, 5);
  await expect(page.getByText(secret, { exact: true })).toBeVisible();

  await page.reload();
  await expect(rowOf(page, 'once')).toBeVisible();
  await expect(page.getByText(secret.slice(27))).toHaveCount(0);
});

test('copying puts the secret on the clipboard', async ({ page, context, server }) => {
  const { email } = await invite(server.url);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signInAs(page, email, tokens);
  const secret = await createToken(page, 'copied');
  await page.getByRole('button', { name: 'Copy: Token “copied”' }).click();
  await expect(page.getByRole('tooltip', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
});

test('expiry says which day it is, and the form says what is missing', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  await page.getByRole('button', { name: 'New token' }).click();
  const form = page.getByRole('dialog');
  await expect(form.getByText(/^It stops working on .*\(in 30 days\)/)).toBeVisible();

  await form.getByRole('combobox', { name: 'Expires' }).click();
  await form.getByRole('option', { name: 'Never' }).click();
  await expect(form.getByText(/^It works until it is revoked/)).toBeVisible();

  await form.getByRole('combobox', { name: 'Expires' }).click();
  await form.getByRole('option', { name: 'On a date…' }).click();
  await form.getByRole('button', { name: 'Create token' }).click();
  await expect(form.getByText('Choose a day.')).toBeVisible();
  await expect(form.getByText('Say what it is for, so that you know it again.')).toBeVisible();

  await form.getByLabel('Name').fill('dated');
  await form.getByLabel('Last day').fill('2099-12-31');
  await form.getByRole('button', { name: 'Create token' }).click();
  const shown = page.getByRole('dialog', { name: 'Copy the token now' });
  await expect(shown).toContainText('Dec 31, 2099');
});

test('what the server refuses in a name stands at the name', async ({ page, server, problems }) => {
  problems.allow(/400 \(Bad Request\)/);
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  await page.getByRole('button', { name: 'New token' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill('back\u202Ewards');
  await form.getByRole('button', { name: 'Create token' }).click();
  await expect(form.getByText(/marks that turn the direction of writing/)).toBeVisible();
});

test('tokens are edited, searched, filtered by the address, and deleted', async ({
  page,
  server,
}) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  for (const name of ['nightly', 'laptop']) {
    await createToken(page, name);
    await page.getByRole('button', { name: 'I have copied it' }).click();
  }

  await page.getByRole('button', { name: 'Actions for nightly' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit token' });
  await edit.getByLabel('Name').fill('weekly');
  await edit.getByLabel('Description').fill('On the build machine');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(rowOf(page, 'weekly')).toContainText('On the build machine');

  await page.getByRole('searchbox').fill('week');
  await expect(page).toHaveURL(/\?search=week$/);
  await expect(page.getByText('1 token')).toBeVisible();

  await page.getByRole('button', { name: 'Actions for weekly' }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await page.goto(`${tokens}?state=active`);
  await expect(rowOf(page, 'laptop')).toBeVisible();
  await expect(rowOf(page, 'weekly')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'State' }).selectOption('Revoked');
  await expect(page).toHaveURL(/state=revoked/);
  await expect(rowOf(page, 'weekly')).toBeVisible();

  await page.getByRole('button', { name: 'Actions for weekly' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete token' }).click();
  await expect(page.getByText('“weekly” is deleted.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rowOf(page, 'laptop')).toBeVisible();
});

test('tokens are put in order by each heading, which the address keeps', async ({
  page,
  server,
}) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  for (const name of ['bravo', 'alpha', 'charlie']) {
    await createToken(page, name);
    await page.getByRole('button', { name: 'I have copied it' }).click();
  }
  const names = page.getByRole('row').getByRole('link');
  await expect(names).toHaveText(['charlie', 'alpha', 'bravo']);
  const heading = page.getByRole('columnheader', { name: 'Name' });
  await heading.getByRole('button').press('Enter');
  await expect(names).toHaveText(['alpha', 'bravo', 'charlie']);
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  await heading.getByRole('button').press('Enter');
  await expect(page).toHaveURL(/\?sort=-name$/);
  await page.reload();
  await expect(names).toHaveText(['charlie', 'bravo', 'alpha']);
  await expect(heading).toHaveAttribute('aria-sort', 'descending');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('combobox', { name: 'Order' }).selectOption('By name');
  await expect(names).toHaveText(['alpha', 'bravo', 'charlie']);
});

test('the columns that somebody chose are kept', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  await createToken(page, 'narrow');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  const issued = page.getByRole('columnheader', { name: 'Issued' });
  await expect(issued).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Issued' }).uncheck();
  await expect(issued).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Expires' })).toBeVisible();
  await expect(issued).toHaveCount(0);
});

test('ten tokens stand on a page, and one is found by its whole id', async ({
  page,
  context,
  server,
}) => {
  const { email } = await invite(server.url);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const own = await signInWithCookie(server.url, { email });
  for (let number = 1; number <= 11; number += 1) {
    await own.post('/api/v2/user-tokens', { body: { name: `token ${number}` } });
  }
  await signInAs(page, email, tokens);
  await expect(page.getByText('11 tokens')).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(1 + 10);
  await page.getByRole('button', { name: 'Page 2' }).click();
  await page.getByRole('button', { name: 'Actions for token 1', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy id' }).click();
  await expect(page.getByText('The id is copied.')).toBeVisible();
  const id = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('searchbox').fill(id);
  await expect(page.getByText('1 token', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Actions for token 1', exact: true }).click();
  await page.getByRole('menuitem', { name: 'View' }).click();
  await expect(page).toHaveURL(new RegExp(`${tokens}/${id}$`));
});

test('dialogs give the focus back to where they were opened from', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  await createToken(page, 'kept');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('button', { name: 'New token' })).toBeFocused();

  const actions = page.getByRole('button', { name: 'Actions for kept' });
  for (const act of ['Edit', 'Revoke…']) {
    await actions.press('Enter');
    await page.getByRole('menuitem', { name: act }).press('Enter');
    await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(actions).toBeFocused();
  }

  // The button goes with the row, so the focus goes to the page's heading.
  await actions.press('Enter');
  await page.getByRole('menuitem', { name: 'Revoke…' }).press('Enter');
  await page.getByRole('button', { name: 'Revoke token' }).press('Enter');
  await expect(rowOf(page, 'kept')).toContainText('Revoked');
  await actions.press('Enter');
  await page.getByRole('menuitem', { name: 'Delete…' }).press('Enter');
  await page.getByRole('button', { name: 'Delete token' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('a page past the end leads back to the first', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  await createToken(page, 'only');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.goto(`${tokens}?page=7`);
  await expect(page.getByRole('heading', { name: 'This page is empty' })).toBeVisible();
  await page.getByRole('button', { name: 'Go to page 1' }).click();
  await expect(rowOf(page, 'only')).toBeVisible();
});

test('a second tab sees a token revoked, without a reload', async ({ page, context, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, tokens);
  const second = await context.newPage();
  await second.goto(tokens);
  await expect(second.getByRole('heading', { name: 'You have no tokens yet' })).toBeVisible();

  await createToken(page, 'watched');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(rowOf(second, 'watched')).toContainText('Active');
  await page.getByRole('button', { name: 'Actions for watched' }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await expect(rowOf(second, 'watched')).toContainText('Revoked');
});
