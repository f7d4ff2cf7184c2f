import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { settings } from '../../packages/server/src/settings.ts';
import { node26, root } from '../../scripts/setup/paths.mjs';
import { findExecutable, onPath } from '../kit/find-program.ts';
import { freePort } from '../kit/free-port.ts';

const read = (name: string) => readFileSync(`${root}/deploy/${name}`, 'utf8');
const units = ['keywright.service', 'keywright-postgres.conf'];
const installed = '/opt/keywright';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'keywright-deploy-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true, maxRetries: 5 }));
  return made;
}

/** Every setting that a file names has to be one. */
function unknownSettings(file: string): string[] {
  const named = read(file).match(/\bKEYWRIGHT_[A-Z_]+/g) ?? [];
  return named.filter((name) => !(name.replace(/_FILE$/, '') in settings) && name !== 'KEYWRIGHT_');
}

test.each([...units, 'Containerfile'])('%s names settings that there are', (file) => {
  expect(unknownSettings(file)).toEqual([]);
});

describe('the unit file', () => {
  const unit = read('keywright.service');

  test('starts what stands in a checkout, with time to drain', () => {
    const [, command = ''] = /^ExecStart=(.+)$/m.exec(unit) ?? [];
    const [program = '', script = ''] = command.split(' ');
    expect(existsSync(program.replace(installed, root)), program).toBe(true);
    expect(existsSync(`${root}/${script}`), script).toBe(true);
    const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
    expect(Number(seconds)).toBeGreaterThan(Number(settings.KEYWRIGHT_DRAIN_SECONDS.default));
  });

  test('is one that systemd accepts', async (context) => {
    const analyze = findExecutable(onPath('systemd-analyze'));
    if (analyze === undefined) return context.skip('systemd is not installed here');
    const place = folder();
    const here = unit.replaceAll(installed, root);
    writeFileSync(join(place, 'keywright.service'), `${here}\n${read('keywright-postgres.conf')}`);
    const child = spawn(analyze, ['verify', '--man=no', join(place, 'keywright.service')]);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(said).toBe('');
    expect(code).toBe(0);
  });
});

describe('the Containerfile', () => {
  const instructions = read('Containerfile')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)] as const);
  const all = (name: string) => instructions.flatMap(([one, rest]) => (one === name ? [rest] : []));

  test('copies what there is, and runs scripts that there are', () => {
    const known = /^(FROM|WORKDIR|COPY|RUN|USER|ENV|VOLUME|EXPOSE|STOPSIGNAL|HEALTHCHECK|CMD)$/;
    for (const [name] of instructions) expect(name).toMatch(known);
    const sources = all('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1));
    for (const source of sources) expect(existsSync(`${root}/${source}`), source).toBe(true);
    const [, script, workspace] = /npm run (\w+) -w (\S+)/.exec(all('RUN').join('\n')) ?? [];
    const manifest = readFileSync(`${root}/${workspace}/package.json`, 'utf8');
    expect(JSON.parse(manifest).scripts).toHaveProperty(script ?? '');
  });

  test('starts a server that its own health check finds ready', async () => {
    const port = `${await freePort()}`;
    const env = Object.fromEntries(all('ENV').map((rest) => rest.split('=')));
    const [command = ''] = all('CMD');
    const [, ...args] = JSON.parse(command) as string[];
    const own = {
      KEYWRIGHT_PORT: port,
      KEYWRIGHT_DATA_DIR: folder(),
      KEYWRIGHT_URL: 'https://keys.example.com',
      KEYWRIGHT_OIDC_ISSUER: 'http://127.0.0.1:9',
      KEYWRIGHT_OIDC_CLIENT_ID: 'keywright',
      KEYWRIGHT_OIDC_CLIENT_SECRET: 'unused',
    };
    const child = spawn(node26, args, { cwd: root, env: { ...env, ...own }, stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const health = JSON.parse((all('HEALTHCHECK')[0] ?? '').replace('CMD ', '')) as string[];
    const [, ...asking] = health.map((part) => part.replace('7340', port));
    const ask = async () => (await once(spawn(node26, asking), 'exit'))[0];
    await expect.poll(ask, { interval: 200, timeout: 30_000 }).toBe(0);
    child.kill(all('STOPSIGNAL')[0] as NodeJS.Signals);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
