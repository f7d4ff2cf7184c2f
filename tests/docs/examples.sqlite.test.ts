import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { freePort } from '../kit/free-port.ts';
import { startTestServer } from '../kit/server.ts';
import { typeErrors } from './check-types.ts';
import { openPageFolder } from './page-folder.ts';
import { prepare } from './prepare.ts';
import { type Example, readExamples } from './read-examples.ts';
import { runExample } from './run-example.ts';

const pages = [
  'README.md',
  'packages/sdk/README.md',
  'packages/cli/README.md',
  ...readdirSync(`${root}/docs`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort(),
];
const written = new Map(
  pages.map((page) => [page, readExamples(page, readFileSync(`${root}/${page}`, 'utf8'))]),
);
const examples = [...written.values()].flat();

const isRun = ({ marks }: Example) => marks['not run'] === undefined;
const run = new Set<Example>();
afterAll(() => {
  const reasons = examples.filter((one) => !isRun(one)).length;
  process.stdout.write(
    `Docs: ${run.size} of ${examples.length} examples run; ${reasons} say why they are not.\n`,
  );
});

test.each(pages.filter((page) => written.get(page)?.some(isRun)))('%s', async (page) => {
  const ofPage = written.get(page) ?? [];
  const server = await startTestServer({ env: { KEYWRIGHT_ADMIN_EMAILS: 'admin@example.test' } });
  const folder = openPageFolder();
  const port = `${await freePort()}`;
  const located = (text: string) => withAddresses(text, server.url, port);
  try {
    await prepare(page, server, folder);
    for (const example of ofPage) {
      const outcome = await runExample(example, folder, located, isStartedLater(example, ofPage));
      if (outcome.is === 'broken') expect.fail(outcome.why);
      if (outcome.is === 'run') run.add(example);
    }
  } finally {
    folder.remove();
    await server.stop();
  }
});

test('the compiler finds nothing wrong with what is written in TypeScript', async () => {
  expect(await typeErrors(examples.filter(({ language }) => language === 'ts'))).toBe('');
});

/** Pages name sites and ports that are nowhere. */
function withAddresses(text: string, url: string, port: string): string {
  return text
    .replaceAll(/https:\/\/(keys|keywright)\.example\.com/g, url)
    .replaceAll('http://127.0.0.1:7340', url)
    .replaceAll('wss://keywright.example.com', url.replace('http', 'ws'))
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
    .replaceAll('listen(3000', `listen(${port}`);
}

/** A file that a command or another file of the page names. */
const isStartedLater = ({ file, line }: Example, ofPage: readonly Example[]) =>
  file !== undefined && ofPage.some((later) => later.line > line && later.code.includes(file));
