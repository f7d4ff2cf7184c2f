import { defineConfig, devices } from '@playwright/test';
import { chromiumArguments, findChromium } from './tests/kit/chromium.ts';

const executablePath = findChromium();
if (executablePath === undefined) {
  throw new Error(
    'Chromium was not found: run `npm test`, which installs it, or set KEYWRIGHT_TEST_CHROMIUM',
  );
}

/** Pages in a real browser, against a real server, once per engine. */
export default defineConfig<{ engine: 'sqlite' | 'postgres' }>({
  testDir: 'tests/e2e',
  globalSetup: './tests/kit/playwright-setup.ts',
  forbidOnly: true,
  fullyParallel: false,
  workers: 2,
  // A test that fails is run again, with a trace, and reported as flaky where it then passes: the browser is not ours.
  retries: 1,
  // Generous: two cores run two browsers, two servers and PostgreSQL, and a slow answer is no failure.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath, args: [...chromiumArguments] },
    screenshot: 'only-on-failure',
    trace: 'on-first-retry',
    // A click that finds nothing to click is told soon: it would wait for the end of the test.
    actionTimeout: 30_000,
  },
  projects: [
    { name: 'sqlite', use: { engine: 'sqlite' } },
    {
      name: 'postgres',
      use: { engine: 'postgres' },
      // What pages ask is asked of both engines by tests/api; here the main story, and a server that goes away.
      testMatch: ['main-job', 'server-away'].map((name) => `**/${name}.spec.ts`),
    },
  ],
});
