import type { Page } from '@playwright/test';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { check, narrow } from './accessible.ts';
import { invite } from './invited.ts';
import { madeHistory } from './made-history.ts';
import { granted } from './made-tree.ts';

const rows = (page: Page) => page.getByRole('table', { name: /^History of / }).getByRole('row');
const rowOf = (page: Page, text: string | RegExp) => rows(page).filter({ hasText: text });
/** Beside the row of headings. */
const expectTasks = (page: Page, count: number) => expect(rows(page)).toHaveCount(count + 1);

test('History names the person, the bot and the deployment behind each task, and narrows to any of them', async ({
  page,
  server,
}) => {
  test.slow();
  const site = await madeHistory(server.url);
  const { env, kind, front, back, bot } = site;
  const person = await invite(server.url);
  await granted(server.url, person.id, 'envUser', env.id);
  await granted(server.url, person.id, 'deploymentMaintainer', env.id, kind.id);
  const session = await signInWithCookie(server.url, { email: person.email, name: 'Ada Asks' });
  await site.greet(session, back);
  await site.end(await site.claim(), { outcome: 'Failed', reason: 'It answered 503.' });
  const ofFront = await site.as(front);
  await site.greet(ofFront, back);
  const claimed = await site.claim();
  const response = { status: 200, body: '{"greeting":"Welcome"}', is_cut: false };
  await site.end(claimed, { output: 'Asked it to greet.\n', response });

  const history = `/envs/${env.id}/deployments/${kind.id}/${back.id}/history`;
  await signInAs(page, person.email, history);
  await expectTasks(page, 3);
  await expect(rowOf(page, front.name)).toContainText('Deployment, its own token');
  await expect(rowOf(page, 'Ada Asks')).toContainText('Person, Browser session');
  await expect(rowOf(page, 'Ada Asks')).toContainText('It answered 503.');
  await expect(rowOf(page, bot.name)).toContainText('token “ci”');
  await expect(rowOf(page, bot.name)).toContainText('Install 1.0.0');
  await expect(rows(page).nth(1)).toContainText(front.name);

  const actor = page.getByRole('combobox', { name: 'Actor' });
  for (const { name, only } of [
    { name: 'People', only: 'Ada Asks' },
    { name: 'Bots and service accounts', only: bot.name },
    { name: 'Deployments', only: front.name },
  ]) {
    await actor.click();
    await page.getByRole('option', { name, exact: true }).click();
    await expectTasks(page, 1);
    await expect(rows(page).nth(1)).toContainText(only);
  }
  await actor.fill(bot.name);
  await page.getByRole('option', { name: new RegExp(bot.name) }).click();
  await expect(page).toHaveURL(new RegExp(`acting_bot_id=${bot.id}`));
  await expect(rows(page).nth(1)).toContainText(bot.name);
  await page.reload();
  await expectTasks(page, 1);
  await expect(actor).toHaveValue(bot.name);

  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByLabel('Operation').selectOption('InvokeAction');
  await expectTasks(page, 2);
  await page.getByLabel('Status').selectOption('Failed');
  await expectTasks(page, 1);
  await expect(page).toHaveURL(/operation=InvokeAction&status=Failed/);
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();

  await page.goto(history);
  await rowOf(page, front.name).getByRole('link', { name: 'Invoke set-greeting' }).click();
  const details = page.getByRole('dialog', { name: 'Invoke set-greeting' });
  await expect(details.getByRole('log', { name: 'Output' })).toHaveText('Asked it to greet.\n');
  await expect(details).toContainText('{"greeting":"Welcome"}');
  await expect(details.getByRole('button', { name: /^Copy task id/ })).toBeVisible();
  await check(page, 'the details of a task', [narrow]);
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
  await check(page, 'the History of a deployment');
});

test('a task changes on the screen by itself, from canceled to printing to done', async ({
  page,
  server,
}) => {
  const site = await madeHistory(server.url);
  const { env, kind, back, bot } = site;
  await site.greet(bot.client, back, { execute_at: new Date(Date.now() + 3_600_000) });
  await signInAs(page, 'admin@example.test', `/admin/bots/${bot.id}/history`);
  await expectTasks(page, 3);
  const scheduled = rows(page).nth(1);
  await expect(scheduled).toContainText('due in 1 hour');
  await expect(scheduled.getByRole('link', { name: back.name })).toHaveAttribute(
    'href',
    `/envs/${env.id}/deployments/${kind.id}/${back.id}`,
  );

  await scheduled.getByRole('button', { name: 'Actions for Invoke set-greeting' }).click();
  await page.getByRole('menuitem', { name: 'Cancel…' }).click();
  const asked = page.getByRole('dialog', { name: 'Cancel “Invoke set-greeting”?' });
  await asked.getByLabel('Reason').fill('Somebody greeted already.');
  await asked.getByRole('button', { name: 'Cancel task' }).click();
  await expect(scheduled.getByText('Canceled')).toBeVisible();
  await expect(scheduled).toContainText('Somebody greeted already.');

  await site.greet(bot.client, back);
  await expectTasks(page, 4);
  const running = rows(page).nth(1);
  await expect(running.getByText('Pending')).toBeVisible();
  const claimed = await site.claim();
  await expect(running.getByText('Started')).toBeVisible();
  await running.getByRole('link', { name: 'Invoke set-greeting' }).click();
  const output = page.getByRole('log', { name: 'Output' });
  await site.progress(claimed, 'first line\n');
  await expect(output).toContainText('first line');
  await site.end(claimed, { output: 'second line\n' });
  await expect(output).toContainText('second line');
  await expect(page.getByRole('dialog').getByText('Done', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(running.getByText('Done', { exact: true })).toBeVisible();
});

test('a token’s History holds what was done with it, across deployments', async ({
  page,
  server,
}) => {
  const { front, back, bot } = await madeHistory(server.url);
  await signInAs(page, 'admin@example.test', `/admin/bots/${bot.id}`);
  await page.getByRole('button', { name: 'Actions for ci' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await expect(page).toHaveURL(`/credentials/service_account_token/${bot.tokenId}/history`);
  await expect(page.getByRole('heading', { level: 1, name: 'ci' })).toBeVisible();
  await expectTasks(page, 2);
  await expect(rowOf(page, front.name)).toContainText('Install 1.0.0');
  await expect(rowOf(page, back.name)).toContainText('Install 1.0.0');

  await page.goto('/profile/user-tokens');
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
});
