import type { Page } from '@playwright/test';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { check } from './accessible.ts';
import { adminOf, invite } from './invited.ts';
import { granted, type Made, made, madeTree, named } from './made-tree.ts';

const channelIn = (url: string, project: Made): Promise<Made> =>
  made(url, 'entities', { type: 'channel', name: named('telemetry'), project_id: project.id });

/** Shares as the site administrator. */
const shared = (url: string, entity: Made, principalId: string, operations: readonly string[]) =>
  made(url, `entities/${entity.id}/share`, { principal_id: principalId, operations });

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('cell') });

test('an Admin of a project makes a channel, changes it and finds it again', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/409 \(Conflict\)/);
  const { project } = await madeTree(server.url);
  const admin = await invite(server.url);
  await granted(server.url, admin.id, 'projectAdmin', project.id);
  const taken = await channelIn(server.url, project);
  await made(server.url, 'entities', { type: 'client', name: 'Pump', project_id: project.id });

  await signInAs(page, admin.email, `/projects/${project.id}`);
  await page
    .getByRole('navigation', { name: `In ${project.name}` })
    .getByRole('link', { name: 'Entities' })
    .click();
  await page.getByRole('button', { name: 'New entity' }).click();
  const form = page.getByRole('dialog', { name: `New entity in ${project.name}` });
  const name = form.getByRole('textbox', { name: 'Name' });
  const metadata = form.getByRole('textbox', { name: /^Metadata/ });
  await name.fill(taken.name.toUpperCase());
  await metadata.fill('["cellar"]');
  await form.getByRole('button', { name: 'Create channel' }).click();
  await expect(metadata).toHaveAccessibleDescription(/must be a JSON object/);
  await metadata.fill('{"room": "cellar"}');
  await form.getByRole('button', { name: 'Create channel' }).click();
  await expect(name).toHaveAccessibleDescription(/\S/);
  const alarms = named('Alarms');
  await name.fill(alarms);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: alarms, level: 1 })).toBeFocused();
  await expect(page.getByRole('textbox', { name: /^Metadata/ })).toHaveValue(/"room": "cellar"/);

  await page.getByRole('textbox', { name: /^Metadata/ }).fill('{"room": "roof"}');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`“${alarms}” is saved.`)).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Breadcrumb' })
    .getByRole('link', { name: 'Entities' })
    .click();
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Client');
  await expect(page).toHaveURL(/type=client/);
  await expect(rows(page)).toHaveText([/Pump/]);
  await page.reload();
  await expect(rows(page)).toHaveText([/Pump/]);
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Any type');
  await page.getByRole('searchbox').fill(alarms.slice(-8));
  await expect(rows(page)).toHaveText([new RegExp(alarms)]);
});

test('sharing lets somebody use one entity alone, until it is taken back', async ({
  page,
  server,
  otherContext,
  problems,
}) => {
  problems.allow(/404 \(Not Found\)/);
  const { project } = await madeTree(server.url);
  const person = await invite(server.url);
  const channel = await channelIn(server.url, project);
  await channelIn(server.url, project);
  const theirs = await otherContext.newPage();
  await signInAs(theirs, person.email, '/profile/shared');
  await expect(theirs.getByText('Nothing is shared with you here')).toBeVisible();

  await signInAs(page, 'admin@example.test', `/entities/${channel.id}/shares`);
  await expect(page.getByRole('heading', { name: 'Shared with nobody yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Share…' }).click();
  const form = page.getByRole('dialog', { name: `Share ${channel.name}` });
  await form.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(form.getByText('Choose whom it is shared with.')).toBeVisible();
  await form.getByRole('combobox', { name: 'With' }).fill(person.email);
  await page.getByRole('option', { name: new RegExp(person.email) }).click();
  await form.getByRole('checkbox', { name: 'subscribe' }).check();
  await form.getByRole('combobox', { name: 'Ends (optional)' }).selectOption('7 days');
  await form.getByRole('button', { name: 'Share', exact: true }).click();
  const row = rows(page).filter({ hasText: person.email.replace(/@.*/, '') });
  await expect(row).toContainText('list, read, subscribe');
  await expect(row).toContainText('in 7 days');

  // Without a reload, and without anything of the project.
  await theirs.getByRole('link', { name: channel.name }).click();
  await expect(theirs.getByRole('heading', { name: channel.name, level: 1 })).toBeVisible();
  await expect(theirs.getByRole('button', { name: /Share|Delete|Save/ })).toHaveCount(0);
  const trail = theirs.getByRole('navigation', { name: 'Breadcrumb' });
  await expect(trail.getByRole('link')).toHaveText(['Shared']);
  await expect(trail).toContainText(project.name);
  await trail.getByRole('link').click();
  await expect(theirs.getByRole('link', { name: channel.name })).toBeVisible();

  await row.getByRole('button', { name: /^Actions for the share with/ }).click();
  await page.getByRole('menuitem', { name: 'Unshare…' }).click();
  const asked = page.getByRole('dialog', { name: new RegExp(`^Unshare ${channel.name}`) });
  await expect(asked).toContainText('list, read, subscribe');
  await expect(asked).toContainText('refused from the next request on');
  await asked.getByRole('button', { name: 'Unshare' }).click();
  await expect(page.getByRole('heading', { name: 'Shared with nobody yet' })).toBeVisible();
  await expect(theirs.getByText('Nothing is shared with you here')).toBeVisible();
});

test('a channel is shared by a custom role, and nobody gives what they do not hold', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/403 \(Forbidden\)/);
  const { organization, project } = await madeTree(server.url);
  const role = await made(server.url, 'roles', {
    name: named('Listener'),
    home_id: organization.id,
    permissions: ['channel.read', 'channel.list', 'channel.subscribe'],
  });
  const channel = await channelIn(server.url, project);
  const sharer = await invite(server.url);
  const guest = await invite(server.url);
  await shared(server.url, channel, sharer.id, ['read', 'list', 'share']);
  await signInAs(page, sharer.email, `/entities/${channel.id}`);
  await page.getByRole('button', { name: 'Share…' }).click();
  const form = page.getByRole('dialog', { name: `Share ${channel.name}` });
  await form.getByRole('combobox', { name: 'With' }).fill(guest.email);
  await page.getByRole('option', { name: new RegExp(guest.email) }).click();
  await form.getByRole('checkbox', { name: 'publish' }).check();
  await form.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(form.getByRole('alert')).toContainText('channel.publish');

  await signInAs(page, 'admin@example.test', `/entities/${channel.id}/shares`);
  await page.getByRole('button', { name: 'Share…' }).click();
  await form.getByRole('combobox', { name: 'With' }).fill(guest.email);
  await page.getByRole('option', { name: new RegExp(guest.email) }).click();
  await form.getByRole('radio', { name: 'All that a role contains' }).check();
  await form.getByRole('combobox', { name: 'Role' }).fill(role.name);
  await page.getByRole('option', { name: new RegExp(role.name) }).click();
  await form.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(rows(page).filter({ hasText: role.name })).toBeVisible();
});

test('deleting says what goes, and leads back to the list', async ({ page, server, problems }) => {
  problems.allow(/404 \(Not Found\)/);
  const { project } = await madeTree(server.url);
  const channel = await channelIn(server.url, project);
  const person = await invite(server.url);
  await shared(server.url, channel, person.id, ['read']);
  await signInAs(page, 'admin@example.test', `/entities/${channel.id}`);
  await page.getByRole('button', { name: 'Delete channel…' }).click();
  const asked = page.getByRole('dialog', { name: `Delete the channel “${channel.name}”?` });
  await expect(asked).toContainText('1 share: they can use it no more');
  const confirm = asked.getByRole('button', { name: 'Delete channel' });
  await expect(confirm).toBeDisabled();
  await asked.getByLabel(/^Type/).fill(channel.name);
  await confirm.click();
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}/entities$`));
  await expect(page.getByRole('heading', { name: 'No entity yet' })).toBeVisible();
});

test('messages are sent and seen as they come, and stop with the right', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/40[034] \((?:Bad Request|Forbidden|Not Found)\)/);
  const { project } = await madeTree(server.url);
  const channel = await channelIn(server.url, project);
  const person = await invite(server.url);
  const share = await shared(server.url, channel, person.id, [
    ...['read', 'list', 'publish', 'subscribe'],
  ]);
  await signInAs(page, person.email, `/entities/${channel.id}`);
  await page.getByRole('link', { name: 'Messages' }).click();
  await expect(page.getByText('Listening', { exact: true })).toBeVisible();
  await expect(page.getByText(`m/${project.id}/c/${channel.id}`, { exact: true })).toBeVisible();

  await page.getByRole('textbox', { name: 'Message' }).fill('21.5 °C');
  await page.getByRole('textbox', { name: /^Subtopic/ }).fill('room/#');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('textbox', { name: /^Subtopic/ })).toHaveAccessibleDescription(
    /without \+ and #/,
  );
  await page.getByRole('textbox', { name: /^Subtopic/ }).fill('room/12');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Sent 8 bytes to room/12')).toBeVisible();
  const heard = page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
  await expect(heard).toHaveText([/room\/12.*21\.5 °C/]);

  const admin = await adminOf(server.url);
  const sent = await admin.post(`/api/v2/channels/${channel.id}/messages`, {
    body: { payload: Buffer.from([0xff, 0x00]).toString('base64'), encoding: 'base64' },
  });
  expect(sent.status).toBe(201);
  await expect(heard).toHaveText([/bytes, in base64.*\/wA=/, /21\.5/]);
  await admin.post(`/api/v2/entities/${channel.id}/unshare`, { body: { grant_id: share.id } });
  await expect(page.getByText('Listening', { exact: true })).toHaveCount(0);
});

test('entities are found from the keyboard, by name and by id', async ({
  page,
  server,
  problems,
}) => {
  // An id is looked for among tokens too.
  problems.allow(/404 \(Not Found\)/);
  const { project } = await madeTree(server.url);
  const channel = await channelIn(server.url, project);
  await signInAs(page, 'admin@example.test', '/profile/you');
  for (const text of [channel.name, channel.id]) {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByLabel(/^Find pages/).fill(text);
    await expect(page.getByText(/^Channel in /)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/entities/${channel.id}$`));
    await page.goto('/profile/you');
  }
});

test('pages of entities pass the accessibility check', async ({ page, server }) => {
  test.slow();
  const { organization, project } = await madeTree(server.url);
  const empty = await made(server.url, 'projects', {
    name: named('Empty'),
    organization_id: organization.id,
  });
  const channel = await channelIn(server.url, project);
  const person = await invite(server.url);
  await shared(server.url, channel, person.id, ['read', 'list', 'subscribe']);
  await signInAs(page, 'admin@example.test', `/projects/${project.id}/entities`);
  await page.getByRole('link', { name: channel.name }).waitFor();
  await check(page, 'entities');
  await page.getByRole('button', { name: 'New entity' }).click();
  await page.getByRole('button', { name: 'Create channel' }).click();
  await check(page, 'the form of an entity');
  await page.goto(`/projects/${empty.id}/entities`);
  await check(page, 'a project without entities');
  await page.goto(`/entities/${channel.id}`);
  await check(page, 'an entity');
  await page.getByRole('button', { name: 'Delete channel…' }).click();
  await page.getByText('1 share: they can use it no more').waitFor();
  await check(page, 'what goes with an entity');
  await page.goto(`/entities/${channel.id}/messages`);
  await page.getByText('Listening', { exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'Message' }).fill('hello');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('list', { name: 'Messages' }).waitFor();
  await check(page, 'messages of a channel');
  await page.goto(`/entities/${channel.id}/shares`);
  await check(page, 'shares');
  await page.getByRole('button', { name: 'Share…' }).click();
  await page.getByRole('checkbox', { name: 'publish' }).waitFor();
  await check(page, 'the form of a share');
  await page.goto('/profile/shared?shared=by_me');
  await check(page, 'what was shared by me');
});
