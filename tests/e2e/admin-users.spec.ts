import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { invite } from './invited.ts';

test('an administrator invites, finds, promotes and deactivates a person', async ({
  page,
  server,
}) => {
  const { email } = await invite(server.url, { is_admin: true });
  await signInAs(page, email, '/admin/users');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Invite a person' });
  const invited = `new.${email}`;
  await form.getByLabel('E-mail').fill(invited);
  await form.getByLabel('Name').fill('Noor New');
  await form.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByText(/No mail was sent/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Invite', exact: true })).toBeFocused();

  await page.getByRole('searchbox').fill(invited);
  const row = page.getByRole('row').filter({ hasText: invited });
  await expect(row).toContainText('Invited');
  await expect(page).toHaveURL(new RegExp(`search=${encodeURIComponent(invited)}`));

  const { body } = await (
    await signInWithCookie(server.url, { email: invited, name: 'Noor New' })
  ).post('/api/v2/user-tokens', { body: { name: 'hers' } });
  await expect(row).not.toContainText('Invited');
  await expect(row).toContainText('Active');

  await page.getByRole('button', { name: 'Actions for Noor New' }).click();
  await page.getByRole('menuitem', { name: 'Make administrator…' }).click();
  await page.getByRole('button', { name: 'Make administrator' }).click();
  await expect(row).toContainText('Site administrator');

  await page.getByRole('button', { name: 'Actions for Noor New' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate…' }).click();
  const asked = page.getByRole('dialog', { name: 'Deactivate Noor New?' });
  await expect(asked).toContainText('1 open session');
  await expect(asked).toContainText('1 active token');
  await asked.getByRole('button', { name: 'Deactivate' }).click();
  await expect(row).toContainText('Inactive');
  const refused = await fetch(`${server.url}/api/v2/auth/me`, {
    headers: { 'x-platz-token': body.created_token },
  });
  expect(refused.status).toBe(401);

  await page.getByRole('combobox', { name: 'Show' }).selectOption('Inactive');
  await expect(page).toHaveURL(/show=inactive/);
  await expect(row).toBeVisible();
});

test('inviting somebody who is here already is refused at the field', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/409 \(Conflict\)/);
  const { email } = await invite(server.url, { is_admin: true });
  await signInAs(page, email, '/admin/users');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const field = page.getByRole('dialog').getByLabel('E-mail');
  await field.fill(email);
  await page.keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription(new RegExp(`${email} is here already`));
});

test('nobody is offered to change their own account', async ({ page, server }) => {
  const { email } = await invite(server.url, { is_admin: true });
  await signInAs(page, email, '/admin/users');
  await page.getByRole('searchbox').fill(email);
  await expect(page.getByText('1 person', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Actions for/ }).click();
  await expect(page.getByRole('menuitem', { name: 'New token…' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /administrator|Deactivate/ })).toHaveCount(0);
});

test('an administrator stops the credentials of one person, and makes them a token', async ({
  page,
  server,
}) => {
  const admin = await invite(server.url, { is_admin: true });
  const person = await invite(server.url);
  const theirs = await signInWithCookie(server.url, { email: person.email, name: 'Petra Person' });
  await theirs.post('/api/v2/user-tokens', { body: { name: 'lost' } });
  await signInAs(page, admin.email, `/admin/users/${person.id}`);
  await expect(page.getByRole('heading', { name: 'Petra Person', level: 1 })).toBeVisible();

  await page.getByRole('button', { name: 'Actions for lost' }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'lost' })).toContainText('Revoked');

  await page.getByRole('button', { name: 'Actions for Petra Person' }).click();
  await page.getByRole('menuitem', { name: 'New token…' }).click();
  const form = page.getByRole('dialog', { name: 'New token for Petra Person' });
  await expect(form).toContainText('The record will say that you made it');
  await form.getByLabel('Name').fill('handed over');
  await form.getByRole('button', { name: 'Create token' }).click();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'handed over' })).toContainText(/by \S+/);

  await page.getByRole('button', { name: /^End session/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await expect(page.getByRole('heading', { name: 'No open sessions' })).toBeVisible();
  expect((await theirs.get('/api/v2/auth/me')).status).toBe(401);

  await page.getByRole('link', { name: 'What Petra Person did' }).click();
  await expect(page).toHaveURL(new RegExp(`/admin/audit\\?actor=${person.id}`));
  await expect(page.getByRole('button', { name: /created the token “lost”/ })).toBeVisible();
});

test('a member is not led to the administration, and is told why it is closed', async ({
  page,
  server,
  problems,
}) => {
  problems.allow(/403 \(Forbidden\)/);
  const { email } = await invite(server.url);
  await signInAs(page, email, '/admin/audit');
  await expect(page.getByText(/audit_event\.list/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Audit record' })).toHaveCount(0);
});
