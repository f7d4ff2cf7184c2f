import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { createDatabase } from '../kit/database.ts';
import { freePort } from '../kit/free-port.ts';
import { startServerProcess } from '../kit/server-process.ts';
import { testSettings } from '../kit/test-settings.ts';

test('while the server is away the page says so, and goes on by itself when it is back', async ({
  browser,
  engine,
}) => {
  const database = await createDatabase(engine);
  const port = String(await freePort());
  const start = () =>
    startServerProcess({ ...testSettings, ...database.env, KEYWRIGHT_PORT: port });
  let server = await start();
  const context = await browser.newContext({ baseURL: server.url });
  try {
    const page = await context.newPage();
    await signInAs(page, 'admin@example.test', '/profile/user-tokens');
    await expect(page.getByRole('heading', { name: 'You have no tokens yet' })).toBeVisible();
    const away = page.getByText('The server cannot be reached.');

    await server.stop();
    await expect(away).toBeVisible();

    // A page that was not opened before has its code yet to come.
    await page.getByRole('link', { name: 'Sessions' }).click();
    await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible();
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByText(/does not answer yet/)).toBeVisible();

    server = await start();
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByText('1 session', { exact: true })).toBeVisible();

    await server.stop();
    await expect(away).toBeVisible();
    server = await start();
    await expect(away).toHaveCount(0);
  } finally {
    await context.close();
    await server.stop();
    await database.drop();
  }
});
