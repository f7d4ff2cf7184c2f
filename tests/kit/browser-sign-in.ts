import type { Page } from '@playwright/test';

/**
 * Signs in on the development provider's page as anybody, and ends on `path` of the server. The provider asks each
 * time who it shall be; whoever was signed in before in this context is so no more.
 */
export async function signInAs(page: Page, email: string, path = '/'): Promise<void> {
  await page.goto(`/auth/sign-in?return_to=${encodeURIComponent(path)}`);
  await page.getByLabel('Other e-mail').fill(email);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === path);
}
