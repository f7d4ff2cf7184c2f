import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishedManifest } from '../../scripts/pack/manifest.ts';
import { node26 } from '../../scripts/setup/paths.mjs';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { callerOf } from './caller.ts';
import { examplesIn, type Installed, installPacked, typeErrors } from './installed.ts';

let installed: Installed;
let server: TestServer;
let env: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  env = await callerOf(server.url);
  installed = await installPacked();
});
afterAll(async () => {
  installed?.remove();
  await server?.stop();
});

const read = (path: string) => readFileSync(`${installed.folder}/node_modules/${path}`, 'utf8');

const examples = () => examplesIn(read('@keywright/sdk/README.md'));

test('what is published is compiled, with types and maps, and nothing that only the checkout needs', () => {
  for (const name of ['contract', 'sdk', 'cli']) {
    const folder = `${installed.folder}/node_modules/@keywright/${name}`;
    const manifest = JSON.parse(read(`@keywright/${name}/package.json`));
    expect(manifest).toMatchObject({
      license: 'Apache-2.0',
      engines: { node: '>=22.12' },
      publishConfig: { access: 'public', provenance: true },
    });
    for (const field of ['private', 'scripts', 'devDependencies']) {
      expect(manifest).not.toHaveProperty(field);
    }
    const files = globSync('**/*', { cwd: folder }).filter((file) => /\.[a-z1]+$/.test(file));
    const foreign = files.filter(
      (file) => !/^(dist\/.*|man\/keywright\.1|package\.json|README\.md)$/.test(file),
    );
    expect(foreign).toEqual([]);
    const sources = files.filter((file) => /(\.test.*|(?<!\.d)\.tsx?)$/.test(file));
    expect(sources).toEqual([]);
    for (const file of files.filter((one) => one.endsWith('.js'))) {
      const map = JSON.parse(read(`@keywright/${name}/${file}.map`));
      expect(map.sourcesContent[0], file).toBeTypeOf('string');
    }
  }
  const lock = JSON.parse(readFileSync(`${installed.folder}/package-lock.json`, 'utf8'));
  const others = Object.keys(lock.packages).filter((path) => !/^$|keywright/.test(path));
  expect(others.map((path) => path.replace('node_modules/', ''))).toEqual(
    expect.arrayContaining(['commander', 'yaml', 'zod']),
  );
  expect(others.length).toBeLessThan(8);
});

test('what CI builds names the repository that it builds from, which a provenance statement needs', () => {
  const { repository } = publishedManifest('sdk', { GITHUB_REPOSITORY: 'somebody/keywright' });
  const url = 'git+https://github.com/somebody/keywright.git';
  expect(repository).toEqual({ type: 'git', url, directory: 'packages/sdk' });
  expect(publishedManifest('sdk', {})).not.toHaveProperty('repository');
});

test('the command runs', async () => {
  const keywright = `${installed.folder}/node_modules/.bin/keywright`;
  const { code, out, err } = await installed.run(node26, [keywright, '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('Usage: keywright');
  expect(read('@keywright/cli/man/keywright.1')).toMatch(/^\.TH KEYWRIGHT 1/im);
});

test('its types hold in somebody else’s project', async () => {
  for (const [n, code] of examples().entries()) installed.write(`example-${n}.ts`, code);
  expect(await typeErrors(installed, 'nodenext')).toBe('');
}, 180_000);

test('the examples of its page run against a server as they stand', async () => {
  expect(examples().length).toBeGreaterThanOrEqual(5);
  for (const [n, code] of examples().entries()) {
    installed.write(`example-${n}.ts`, code);
    const ended = await installed.run(node26, [`example-${n}.ts`], env);
    expect(ended, code).toMatchObject({ code: 0, err: '' });
    if (code.includes('onReceipt'))
      expect(ended.out).toMatch(/^Dead on 1 servers after \d+ ms\.$/m);
  }
});

test('each of its entries loads, with nothing installed beside it', async () => {
  const entries = Object.keys(JSON.parse(read('@keywright/sdk/package.json')).exports);
  const imports = entries.map((entry) => `await import('@keywright/sdk${entry.slice(1)}');`);
  installed.write('entries.mjs', imports.join('\n'));
  const { code, err } = await installed.run(node26, ['entries.mjs']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('programs that still say require() get it too', async () => {
  installed.write('old.cjs', "console.log(typeof require('@keywright/sdk/node').createClient)");
  const { code, out } = await installed.run(node26, ['old.cjs']);
  expect({ code, out }).toEqual({ code: 0, out: 'function\n' });
});
