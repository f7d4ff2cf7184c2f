import { chosenExecutable, findExecutable, onPath } from './find-program.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const macApplications = ['Google Chrome', 'Chromium'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/**
 * The path of a Chromium or Chrome: KEYWRIGHT_TEST_CHROMIUM, which must then be one, else where such
 * programs usually are.
 */
export function findChromium(): string | undefined {
  const chosen = process.env['KEYWRIGHT_TEST_CHROMIUM'];
  if (chosen !== undefined) return chosenExecutable('KEYWRIGHT_TEST_CHROMIUM', chosen);
  return findExecutable([...names.flatMap(onPath), ...macApplications]);
}

/**
 * Chromium as root runs only without its sandbox. The rest keeps it from calling home: no test may
 * depend on another host, and where there is no network its attempts fill the log.
 */
export const chromiumArguments: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
