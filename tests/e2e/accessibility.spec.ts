import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { createClient } from '../kit/http-client.ts';
import { signInWithCookie } from '../kit/sign-in.ts';
import { adminOf, invite } from './invited.ts';

const looks = [1280, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

async function check(page: Page, address: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
  );
  expect(found, address).toEqual([]);
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide, `${address} scrolls sideways`).toBe(0);
}

for (const { width, scheme } of looks) {
  test.describe(`${width} pixels wide, ${scheme}`, () => {
    test.use({ viewport: { width, height: 844 }, colorScheme: scheme });

    test('every page passes the accessibility check', async ({ page, server }) => {
      const { id, email } = await invite(server.url, { is_admin: true });
      const own = await signInWithCookie(server.url, { email });
      await own.post('/api/v2/user-tokens', { body: { name: 'kept', description: 'For checks' } });
      const { body } = await own.post('/api/v2/user-tokens', { body: { name: 'stopped' } });
      await createClient(server.url, { headers: { 'x-platz-token': body.created_token } }).get(
        '/api/v2/auth/me',
      );
      await (await adminOf(server.url)).post(`/api/v2/user-tokens/${body.id}/revoke`);
      await signInAs(page, email, '/profile/you');
      const addresses = [
        '/profile/you',
        '/profile/user-tokens',
        '/profile/user-tokens?search=nothing-like-it',
        '/profile/sessions',
        '/admin/users',
        `/admin/users/${id}`,
        '/admin/audit',
        '/api',
        '/sign-in',
        '/sign-in-problem?reason=cancelled&request_id=req-1',
        '/auth/oidc/callback?code=abc',
        '/no/such/page',
      ];
      for (const address of addresses) {
        await page.goto(address);
        await check(page, address);
      }
    });

    test('dialogs and menus pass it too', async ({ page, server }) => {
      const { email } = await invite(server.url, { is_admin: true });
      await signInAs(page, email, '/profile/user-tokens');
      await check(page, 'no tokens yet');
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByRole('dialog').getByLabel('Name').fill('laptop');
      await check(page, 'the form of a new token');
      await page.getByRole('button', { name: 'Create token' }).click();
      await expect(page.getByRole('dialog', { name: 'Copy the token now' })).toBeVisible();
      await check(page, 'a secret');
      await page.getByRole('button', { name: 'I have copied it' }).click();
      await page.getByRole('button', { name: 'Actions for laptop' }).click();
      await check(page, 'the menu of a token');
      await page.getByRole('menuitem', { name: 'Revoke…' }).click();
      await check(page, 'the question before revoking');
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: /^Your menu/ }).click();
      await check(page, 'the menu of the person');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await expect(page.getByLabel(/^Find pages/)).toBeVisible();
      await check(page, 'the search over everything');
    });
  });
}
