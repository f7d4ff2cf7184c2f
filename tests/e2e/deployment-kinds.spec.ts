import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { invite } from './invited.ts';
import { made, madeTree, named } from './made-tree.ts';

test('an administrator makes, renames and deletes a deployment kind', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/409 \(Conflict\)/);
  const { email } = await invite(server.url, { is_admin: true });
  const person = await invite(server.url);
  const { env } = await madeTree(server.url);
  const taken = await made(server.url, 'deployment-kinds', { name: named('website') });
  await made(server.url, 'deployment-permissions', {
    env_id: env.id,
    user_id: person.id,
    kind_id: taken.id,
    role: 'Owner',
  });

  await signInAs(page, email, '/admin/deployment-kinds');
  await page.getByRole('button', { name: 'New deployment kind' }).click();
  const form = page.getByRole('dialog', { name: 'New deployment kind' });
  const field = form.getByLabel('Name');
  await field.fill(taken.name.toUpperCase());
  await page.keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription(/\S/);
  const name = named('worker');
  await field.fill(name);
  await page.keyboard.press('Enter');
  const row = (text: string) => page.getByRole('row').filter({ hasText: text });
  await expect(row(name)).toBeVisible();

  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  const renamed = named('queue');
  await page.getByRole('dialog').getByLabel('Name').fill(renamed);
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(row(renamed)).toBeVisible();

  await page.getByRole('button', { name: `Actions for ${taken.name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const asked = page.getByRole('dialog', { name: /^Delete the deployment kind/ });
  await expect(asked).toContainText('1 grant of access');
  await asked.getByLabel(/^Type/).fill(taken.name);
  await asked.getByRole('button', { name: 'Delete deployment kind' }).click();
  await expect(row(taken.name)).toHaveCount(0);
});

test('who is no administrator is not led to deployment kinds', async ({ page, server }) => {
  const { email } = await invite(server.url);
  await signInAs(page, email, '/admin/deployment-kinds');
  await expect(page.getByRole('heading', { name: 'Deployment kinds', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Deployment kinds' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'New deployment kind' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0);
});
