import { endpoints } from '../../packages/contract/src/index.ts';
import { expect, test } from '../kit/browser.ts';

test('the reference shows every endpoint to anybody, and finds them', async ({ page, server }) => {
  await page.goto('/api');
  for (const { method, path, summary } of Object.values(endpoints)) {
    await expect(
      page.getByRole('button', { name: `${method} ${path} ${summary}`, exact: true }),
    ).toBeVisible();
  }
  await page.getByRole('searchbox').fill('user-tokens revoke request');
  await expect(page).toHaveURL(/search=user-tokens\+revoke\+request/);
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(1);
  await page.getByRole('button', { name: /user-tokens\/\{id\}\/revoke/ }).click();
  await expect(page.getByText(/holds the permission user_token.revoke/)).toBeVisible();
  await expect(
    page.getByText(
      `curl -X POST -H "x-platz-token: $PLATZ_TOKEN" "${server.url}/api/v2/user-tokens/$ID/revoke"`,
    ),
  ).toBeVisible();
  await expect(page).toHaveURL(/#revokeUserToken$/);
  await page.reload();
  await expect(page.getByText('Who may call it')).toBeVisible();
});
