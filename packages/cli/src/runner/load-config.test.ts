import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { loadConfig } from './load-config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-config-'));
  mkdirSync(join(folder, 'charts'));
  writeFileSync(join(folder, 'token'), 'kwb_secret\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const good = `
server: https://keywright.example.com/
token_file: token
cluster: { env: 0198c0de-0000-7000-8000-000000000001, name: here }
work_dir: work
charts: charts
kinds:
  web: { service: { command: [node, server.js] } }
`;

function load(text: string, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(folder, 'runner.yaml'), text);
  return loadConfig(join(folder, 'runner.yaml'), env);
}

function problemsOf(text: string, env?: NodeJS.ProcessEnv): string {
  try {
    load(text, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return expect.fail('It should have been refused.');
}

test('paths are from the file’s own folder, and what is left out has its usual value', () => {
  const config = load(good);
  expect(config).toMatchObject({
    server: 'https://keywright.example.com',
    work_dir: join(folder, 'work'),
    charts: join(folder, 'charts'),
    ...{ concurrency: 4, lease_s: 30, report_every_s: 10, grace_s: 20 },
  });
  expect(config.kinds.get('web')?.service).toMatchObject({ port_variable: 'PORT' });
});

test('the token is read anew each time, and an empty file in between changes nothing', () => {
  const { token } = load(good);
  expect(token()).toBe('kwb_secret');
  writeFileSync(join(folder, 'token'), '');
  expect(token()).toBe('kwb_secret');
  writeFileSync(join(folder, 'token'), 'kwb_rotated');
  expect(token()).toBe('kwb_rotated');
});

test('the token may come as a variable', () => {
  const { token } = load(good.replace('token_file: token', ''), { KEYWRIGHT_TOKEN: 'kwb_given' });
  expect(token()).toBe('kwb_given');
});

test('every problem of the form is told at once, with its place', () => {
  const problems = problemsOf(`
server: keywright.example.com
cluster: { env: production }
work_dir: work
charts: charts
concurency: 3
kinds:
  web: { service: { command: node server.js, port_variable: 'my port' }, commands: { InvokeAction: [x] } }
`);
  for (const place of [
    'server: Must be the address',
    'cluster.env: Must be the id of an env',
    'cluster.name: Is missing.',
    'no setting concurency at the top',
    'kinds.web.service.command: Must be a list',
    'kinds.web.service.port_variable: Must be a variable’s name',
    'no setting InvokeAction in kinds.web.commands',
  ]) {
    expect(problems).toContain(place);
  }
});

test('every problem of what the file names is told at once', () => {
  const problems = problemsOf(
    good
      .replace('token_file: token', 'token_file: nowhere')
      .replace('charts: charts', 'charts: nothing')
      .replace('work_dir: work', `work_dir: ${'w'.repeat(60)}`)
      .replace('{ service: { command: [node, server.js] } }', '{}'),
  );
  for (const place of ['token_file: ', 'charts: ', 'work_dir: ', 'kinds.web: says nothing to do']) {
    expect(problems).toContain(place);
  }
});

test.each([
  ['a file that is not there', undefined],
  ['a file that is not YAML', 'server: [1, 2'],
  ['an empty file', ''],
])('%s is a problem in a sentence', (_, text) => {
  if (text !== undefined) expect(problemsOf(text)).toContain('cannot be used');
  else expect(() => loadConfig(join(folder, 'absent.yaml'), {})).toThrow('cannot be used');
});

test('no problem tells the token', () => {
  expect(problemsOf('', { KEYWRIGHT_TOKEN: 'kwb_given' })).not.toContain('kwb_given');
});
