import { test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { check } from './accessible.ts';
import { invite } from './invited.ts';
import { granted, made, madeTree, named } from './made-tree.ts';

test.describe.configure({ mode: 'parallel' });

const tokens = '/profile/user-tokens';

/** A person with a project, a channel in it, and a scoped token for that channel and for all. */
async function madeScopedToken(url: string) {
  const person = await invite(url);
  const { project } = await madeTree(url);
  await granted(url, person.id, 'projectAdmin', project.id);
  const body = { type: 'channel', project_id: project.id, name: named('telemetry') };
  const channel = await made(url, 'entities', body);
  const own = await signInWithCookie(url, { email: person.email });
  const answer = await own.post('/api/v2/user-tokens', {
    body: {
      name: 'looked at',
      description: 'For checks',
      scopes: [
        { entity_type: 'channel', operation: 'publish', entity_id: channel.id },
        { entity_type: 'env', operations: ['read', 'list'] },
      ],
    },
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { person, token: answer.body as { readonly id: string } };
}

test('the list of tokens passes the accessibility check', async ({ page, server }) => {
  test.slow();
  const { person } = await madeScopedToken(server.url);
  await signInAs(page, person.email, `${tokens}`);
  await page.getByRole('row').filter({ hasText: 'looked at' }).waitFor();
  await check(page, 'tokens');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Issued' }).waitFor();
  await check(page, 'the choice of columns');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Actions for looked at' }).click();
  await check(page, 'the menu of a token');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Delete all…' }).click();
  await page.getByLabel(/^Type/).waitFor();
  await check(page, 'the question before deleting all');
});

test('the form of a scoped token passes it', async ({ page, server }) => {
  test.slow();
  const { person } = await madeScopedToken(server.url);
  await signInAs(page, person.email, tokens);
  await page.getByRole('button', { name: 'New token' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('radio', { name: 'Scoped' }).check();
  await form.getByRole('button', { name: 'Add scope' }).click();
  await form.getByRole('button', { name: 'Create token' }).click();
  await form.getByText('Choose what the scope is about.').waitFor();
  await check(page, 'what is missing in a scoped token');
  await form.getByRole('combobox', { name: 'Entity type' }).fill('Channel');
  await form.getByRole('option', { name: 'Channel' }).click();
  await form.getByRole('checkbox', { name: 'publish', exact: true }).check();
  await check(page, 'a scope of a new token');
  await form.getByRole('combobox', { name: 'Start from a common use' }).click();
  await form.getByRole('option', { name: /^Look at one project/ }).waitFor();
  await check(page, 'common uses');
});

test('the page of a token passes it', async ({ page, server }) => {
  test.slow();
  const { person, token } = await madeScopedToken(server.url);
  await signInAs(page, person.email, `${tokens}/${token.id}`);
  await page.getByRole('row').filter({ hasText: 'publish' }).waitFor();
  await check(page, 'a token');
  await page.getByRole('button', { name: 'Rotate…' }).click();
  await page.getByRole('dialog').waitFor();
  await check(page, 'the question before rotating');
  await page.getByRole('button', { name: 'Rotate', exact: true }).click();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByText(/^It is being rotated/).waitFor();
  await check(page, 'a token that is being rotated');
});

test('the scopes of a token pass it', async ({ page, server }) => {
  test.slow();
  const { person, token } = await madeScopedToken(server.url);
  await signInAs(page, person.email, `${tokens}/${token.id}`);
  await page.getByRole('button', { name: 'Add scopes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Entity type' }).fill('Channel');
  await dialog.getByRole('option', { name: 'Channel' }).click();
  await dialog.getByRole('checkbox', { name: 'publish', exact: true }).check();
  await check(page, 'adding scopes');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Keep it' }).waitFor();
  await check(page, 'needless scopes');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByText('Covered by a wider one').waitFor();
  await check(page, 'a covered scope');
  await page.getByRole('button', { name: 'Remove all…' }).click();
  await page.getByLabel(/^Type/).fill('looked at');
  await check(page, 'the question before removing all');
  await page.getByRole('button', { name: 'Remove all scopes' }).click();
  await page.getByRole('heading', { name: 'It may do nothing yet' }).waitFor();
  await check(page, 'a token without scopes');
});
