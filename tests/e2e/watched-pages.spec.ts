import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { watchContext } from '../kit/watched-context.ts';

test('signing in leads from the provider back to the page that was asked for', async ({ page }) => {
  await signInAs(page, 'member@example.test', '/profile/you');
  await expect(page.getByText('member@example.test').first()).toBeVisible();
});

test('what goes wrong in a page is noticed', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.url });
  const problems = watchContext(context, new Set([server.url, server.providerOrigin]));
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.evaluate(() => {
    console.error('said in a page');
    setTimeout(() => {
      throw new Error('thrown in a page');
    });
    const image = document.createElement('img');
    image.src = 'http://elsewhere.invalid/pixel.png';
    document.body.append(image);
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    document.body.append(script);
  });
  const seen = () => problems.unexpected().join('\n');
  await expect.poll(seen).toContain('said in a page');
  await expect.poll(seen).toContain('thrown in a page');
  await expect.poll(seen).toMatch(/script.*Content Security Policy/);
  await expect.poll(seen).toContain('elsewhere.invalid');
  problems.allow(/said in a page/);
  expect(seen()).not.toContain('said in a page');
  await context.close();
});
