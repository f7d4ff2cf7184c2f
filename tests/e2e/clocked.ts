import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node26, root } from '../../scripts/setup/paths.mjs';
import { test as base } from '../kit/browser.ts';
import { createDatabase } from '../kit/database.ts';
import { createClient } from '../kit/http-client.ts';
import { startServerProcess } from '../kit/server-process.ts';
import { testSettings } from '../kit/test-settings.ts';

interface Clock {
  /** Moves the server's clock on. */
  advance(ms: number): void;
}

/** Playwright's `test` with a server whose clock the test moves. Pages keep the clock of their browser. */
export const test = base.extend<object, { readonly clockFile: string; readonly clock: Clock }>({
  clockFile: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'keywright-clock-'));
      const file = join(folder, 'ahead-ms');
      writeFileSync(file, '0');
      await use(file);
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  clock: [
    async ({ clockFile }, use) => {
      let ahead = 0;
      await use({
        advance(ms) {
          ahead += ms;
          writeFileSync(clockFile, String(ahead));
        },
      });
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ engine, clockFile }, use) => {
      const database = await createDatabase(engine);
      const server = await startServerProcess(
        { ...testSettings, ...database.env },
        {
          command: node26,
          args: [`${root}/tests/kit/clocked-server.ts`, clockFile],
          cwd: root,
          withinMs: 30_000,
        },
      );
      const { body } = await createClient(server.url).get('/api/v2/auth/oidc');
      await use({ ...server, providerOrigin: new URL(body.redirect_url).origin });
      await server.stop();
      await database.drop();
    },
    { scope: 'worker' },
  ],
});
