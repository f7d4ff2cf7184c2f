import { type BrowserContext, test as base, expect } from '@playwright/test';
import type { Engine } from '../../packages/server/src/storage/storage.ts';
import { createDatabase } from './database.ts';
import { createClient } from './http-client.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { testSettings } from './test-settings.ts';
import { type Problems, watchContext } from './watched-context.ts';

export { expect };

interface WorkerFixtures {
  /** Set by the Playwright project. */
  readonly engine: Engine;
  /** A real server on a database of its own; the tests of one worker share it. */
  readonly server: ServerProcess & { readonly providerOrigin: string };
}

interface TestFixtures {
  /** Fails the test for anything that went wrong in its pages; `allow` what the test provokes. */
  readonly problems: Problems;
  /** Another browser, watched as the first is: for a second person. */
  readonly otherContext: BrowserContext;
}

/** Playwright's `test` with a server behind it. `page` and `context` are at the server's address. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  engine: ['sqlite', { option: true, scope: 'worker' }],

  server: [
    async ({ engine }, use) => {
      const database = await createDatabase(engine);
      const server = await startServerProcess({ ...testSettings, ...database.env });
      await use({ ...server, providerOrigin: await providerOrigin(server.url) });
      await server.stop();
      await database.drop();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  problems: [
    async ({ context, server }, use, testInfo) => {
      const problems = watchContext(context, new Set([server.url, server.providerOrigin]));
      await use(problems);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('server log', { body: server.log() });
      }
      expect(problems.unexpected(), 'problems in the browser').toEqual([]);
    },
    { auto: true },
  ],

  otherContext: async ({ browser, server }, use) => {
    const context = await browser.newContext({ baseURL: server.url });
    const problems = watchContext(context, new Set([server.url, server.providerOrigin]));
    await use(context);
    await context.close();
    expect(problems.unexpected(), 'problems in the other browser').toEqual([]);
  },
});

/** Where people are sent to sign in: the one other origin that pages may lead to. */
async function providerOrigin(url: string): Promise<string> {
  const { body } = await createClient(url).get('/api/v2/auth/oidc');
  return new URL(body.redirect_url).origin;
}
