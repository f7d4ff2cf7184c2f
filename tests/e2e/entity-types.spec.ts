import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { check } from './accessible.ts';
import { adminOf, invite } from './invited.ts';
import { made, madeTree, named } from './made-tree.ts';

/** A word no other test has. */
const word = (start: string): string => named(start).replace(' ', '_');

const device = (type: string) => ({
  type,
  title: 'Device',
  operations: ['create', 'read', 'list', 'delete', 'restart'].map((name) => ({ name })),
});

/** Deletes as the site administrator. */
async function removed(url: string, paths: readonly string[]): Promise<void> {
  const admin = await adminOf(url);
  for (const path of paths) expect((await admin.delete(`/api/v2/${path}`)).status).toBe(204);
}

test('an administrator registers a type, and projects hold entities of it', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/409 \(Conflict\)/);
  const { project } = await madeTree(server.url);
  const taken = word('meter');
  await made(server.url, 'entity-types', device(taken));
  await signInAs(page, 'admin@example.test', '/admin/entity-types');
  await page.getByRole('button', { name: 'Register type' }).click();
  const form = page.getByRole('dialog', { name: 'Register an entity type' });
  const register = form.getByRole('button', { name: 'Register type' });
  const type = form.getByRole('textbox', { name: 'Type' });
  await type.fill('Not a word');
  await register.click();
  await expect(type).toHaveAccessibleDescription(/Use 2 to 39 characters/);
  await expect(form.getByText('Give it a title.')).toBeVisible();
  await type.fill(taken);
  await form.getByRole('textbox', { name: 'Title' }).fill('Camera');
  await form.getByRole('button', { name: 'Add operation' }).click();
  await form.getByRole('textbox', { name: 'Operation 8', exact: true }).fill('read');
  await register.click();
  await expect(form.getByText('It is there already.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Operation 8', exact: true }).fill('zoom');
  await form.getByRole('textbox', { name: 'What operation 8 means' }).fill('Look closer.');
  await register.click();
  await expect(type).toHaveAccessibleDescription(/registered already/);
  const camera = word('camera');
  await type.fill(camera);
  await register.click();
  const row = page.getByRole('row').filter({ hasText: camera });
  await expect(row).toContainText('create, read, list, update, delete, share, unshare, zoom');
  await row.getByRole('button', { name: 'What they mean for Camera' }).click();
  await expect(row).toContainText('Look closer.');

  await page.goto(`/projects/${project.id}/entities`);
  await page.getByRole('button', { name: 'New entity' }).click();
  const entity = page.getByRole('dialog', { name: `New entity in ${project.name}` });
  await entity.getByRole('combobox', { name: 'Type' }).selectOption(camera);
  await entity.getByRole('textbox', { name: 'Name' }).fill('Front door');
  await entity.getByRole('button', { name: 'Create camera' }).click();
  await expect(page.getByRole('heading', { name: 'Front door', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Messages' })).toHaveCount(0);
});

test('a type is changed, and goes only when nothing is of it', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/409 \(Conflict\)/);
  const { organization, project } = await madeTree(server.url);
  const type = word('device');
  await made(server.url, 'entity-types', device(type));
  const entity = await made(server.url, 'entities', {
    type,
    name: 'Boiler',
    project_id: project.id,
  });
  const role = await made(server.url, 'roles', {
    name: named('Restarter'),
    home_id: organization.id,
    permissions: [`${type}.restart`],
  });
  await signInAs(page, 'admin@example.test', '/admin/entity-types');
  await page.getByRole('searchbox').fill(type);
  await expect(page.getByText('1 entity type', { exact: true })).toBeVisible();
  const act = async (name: string) => {
    await page.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await act('Edit…');
  const form = page.getByRole('dialog', { name: 'Edit Device' });
  await form.getByRole('button', { name: 'Remove operation restart' }).click();
  await form.getByRole('button', { name: 'Save type' }).click();
  await expect(form.getByRole('alert')).toContainText('restart');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await act('Edit…');
  await form.getByRole('textbox', { name: 'Title' }).fill('Machine');
  await form.getByRole('button', { name: 'Save type' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Machine' })).toBeVisible();

  await act('Delete…');
  const asked = page.getByRole('dialog', { name: 'Delete the entity type “Machine”?' });
  await expect(asked).toContainText('1 entity of this type');
  await expect(asked).toContainText('1 custom role that names it');
  await expect(asked.getByRole('button', { name: 'Delete type' })).toBeDisabled();
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await removed(server.url, [`entities/${entity.id}`, `roles/${role.id}`]);
  await act('Delete…');
  await asked.getByLabel(/^Type/).fill(type);
  await asked.getByRole('button', { name: 'Delete type' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing matches these filters' })).toBeVisible();
});

test('who is no administrator reads the types, and registers none', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, '/admin/entity-types');
  await page.getByRole('searchbox').fill('channel.publish');
  await expect(page.getByText('1 entity type', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'What they mean for Channel' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Send messages to it.' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Entity types' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Register type' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0);
});

test('pages of entity types pass the accessibility check', async ({ page, server }) => {
  test.slow();
  const type = word('device');
  await made(server.url, 'entity-types', device(type));
  await signInAs(page, 'admin@example.test', '/admin/entity-types');
  await page.getByRole('button', { name: 'What they mean for Channel' }).click();
  await check(page, 'entity types');
  await page.getByRole('button', { name: 'Register type' }).click();
  const form = page.getByRole('dialog', { name: 'Register an entity type' });
  await form.getByRole('button', { name: 'Add operation' }).click();
  await form.getByRole('button', { name: 'Register type' }).click();
  await check(page, 'the form of a type');
  await page.goto(`/admin/entity-types?search=${type}`);
  await page.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByText(/^Nothing is of this type/).waitFor();
  await check(page, 'the end of a type');
});
