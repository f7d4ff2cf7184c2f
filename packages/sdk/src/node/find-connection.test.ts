import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { answering } from '../../../../tests/kit/answering.ts';
import {
  ConfigurationError,
  createClient,
  type FindOptions,
  findAddress,
  findConnection,
} from '../node.ts';

const here = 'https://here.example.com';
const there = 'https://there.example.com';

/** A home with these files. */
function homeWith(files: Readonly<Record<string, string>> = {}): { HOME: string } {
  const home = mkdtempSync(join(tmpdir(), 'keywright-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  return { HOME: home };
}

const profile = (name: string, url: string, token: string, more = '') =>
  `[profile.${name}]\nurl = "${url}"\n${token}\n${more}\n`;

async function found(options: FindOptions): Promise<[string, string | undefined]> {
  const { url, token } = findConnection(options);
  return [url, await token?.()];
}

function refused(options: FindOptions): ConfigurationError {
  try {
    findConnection(options);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  return expect.fail('It should have been refused.');
}

test('the first that says it counts: arguments, our variables, Platz’s, our profiles, Platz’s', async () => {
  const files = {
    '.config/keywright/config.toml': profile('a', here, 'token = "of-profile"'),
    '.config/platz/config.toml': profile('b', here, 'user_token = "of-platz-profile"'),
  };
  const env: Record<string, string> = {
    ...homeWith(files),
    ...{ KEYWRIGHT_URL: here, KEYWRIGHT_TOKEN: 'k', PLATZ_URL: `${here}/`, PLATZ_TOKEN: 'p' },
    ...{ PLATZ_API_TOKEN: 'a', PLATZ_USER_TOKEN: 'u' },
  };
  const given = { url: here, token: 'argument', env };
  expect(await found(given)).toEqual([here, 'argument']);
  const order: unknown[] = [];
  for (const name of ['KEYWRIGHT_TOKEN', 'PLATZ_TOKEN', 'PLATZ_API_TOKEN', 'PLATZ_USER_TOKEN']) {
    order.push((await found({ env }))[1]);
    env[name] = '';
  }
  expect(order).toEqual(['k', 'p', 'a', 'u']);
  expect(await found({ env })).toEqual([here, 'of-profile']);
  rmSync(`${env['HOME']}/.config/keywright`, { recursive: true });
  expect(await found({ env })).toEqual([here, 'of-platz-profile']);
});

test('a token never goes to a server it was not kept for', async () => {
  const env = homeWith({ '.config/keywright/config.toml': profile('a', here, 'token = "t-here"') });
  expect(await found({ env })).toEqual([here, 't-here']);
  expect(await found({ env, url: there })).toEqual([there, undefined]);
  const platz = { ...env, PLATZ_URL: there, PLATZ_API_TOKEN: 't-there', KEYWRIGHT_URL: here };
  const error = refused({ env: platz });
  expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('PLATZ_URL') });
  expect(error.message).toContain('KEYWRIGHT_URL');
  expect(findAddress({ env: platz })).toEqual({ value: here, from: 'KEYWRIGHT_URL' });
  expect(refused({ env, url: there, profile: 'a' }).code).toBe('conflict');
  expect(refused({ env: { ...env, KEYWRIGHT_PROFILE: 'a', KEYWRIGHT_URL: there } }).code).toBe(
    'conflict',
  );
});

test('of several profiles the named counts, else that of the server, else the default', async () => {
  const two = profile('a', here, 'token = "t-a"') + profile('b', there, "access_token = 't-b'");
  const file = '.config/keywright/config.toml';
  const env = homeWith({ [file]: two });
  expect(refused({ env })).toMatchObject({
    code: 'unknown_profile',
    message: expect.stringContaining('a, b'),
  });
  expect(await found({ env, profile: 'b' })).toEqual([there, 't-b']);
  expect(await found({ env: { ...env, KEYWRIGHT_PROFILE: 'a' } })).toEqual([here, 't-a']);
  expect(await found({ env, url: there })).toEqual([there, 't-b']);
  const withDefault = homeWith({ [file]: two.replace("'t-b'", "'t-b'\ndefault_profile = true") });
  expect(await found({ env: withDefault })).toEqual([there, 't-b']);
  expect(refused({ env, profile: 'c' })).toMatchObject({ code: 'unknown_profile' });
  const elsewhere = { ...homeWith(), XDG_CONFIG_HOME: `${env.HOME}/.config` };
  expect(await found({ env: elsewhere, profile: 'a' })).toEqual([here, 't-a']);
});

test('the files a runner keeps up to date are read at each call', async () => {
  const env = homeWith({ 'creds/server_url': `${here}\n`, 'creds/access_token': 'old\n' });
  const started = { PLATZ_URL: here, PLATZ_API_TOKEN: 'as-it-started' };
  const options = { env: { ...env, ...started, KEYWRIGHT_CREDENTIALS_DIR: `${env.HOME}/creds` } };
  const { token } = findConnection(options);
  expect(await token?.()).toBe('old');
  writeFileSync(`${env.HOME}/creds/access_token`, 'new\n');
  expect(await token?.()).toBe('new');
});

test('what cannot be used says which variable or file, and nothing of what is in it', () => {
  expect(refused({ env: homeWith() })).toMatchObject({
    code: 'no_address',
    message: expect.stringContaining('KEYWRIGHT_URL'),
  });
  const address = { ...homeWith(), KEYWRIGHT_URL: 'https://me:hidden@here.example.com' };
  expect(refused({ env: address })).toMatchObject({
    code: 'bad_address',
    message: expect.stringContaining('KEYWRIGHT_URL'),
  });
  const broken = {
    'token = hidden': 'line 3',
    'token = ["hidden"]': 'line 3',
    'token = """hidden"""': 'line 3',
    'token = "hidden': 'line 3',
    'token = "hidden"\ntoken = "hidden"': 'line 4',
    '[profile.x]': 'line 3',
    '[profile.y]\ntoken = "hidden"': 'no url',
    [`default_profile = true\n${profile('y', here, '', 'default_profile = true')}`]: 'two profiles',
  };
  for (const [text, why] of Object.entries(broken)) {
    const env = homeWith({ '.config/keywright/config.toml': profile('x', here, text) });
    const error = refused({ env });
    expect(error).toMatchObject({ code: 'bad_file', message: expect.stringContaining(why) });
    expect(error.message).toContain('keywright/config.toml');
    expect(inspect(error)).not.toContain('hidden');
  }
  const folder = homeWith({ '.config/keywright/config.toml/file': '' });
  expect(refused({ env: folder })).toMatchObject({
    code: 'bad_file',
    message: expect.stringContaining('EISDIR'),
  });
});

test('a file is in nobody’s way who does not need it', async () => {
  const env = homeWith({ '.config/keywright/config.toml': '[profile.x]\nbroken' });
  expect(await found({ url: here, token: 't', env })).toEqual([here, 't']);
});

test('a client of it speaks as who was found, and printing what was found shows no secret', async () => {
  const url = await answering((request, response) => {
    response.end(JSON.stringify({ as: request.headers['x-platz-token'] }));
  });
  const text = profile('x', url, 'token = "hidden" # a comment\n');
  const env = homeWith({ '.config/keywright/config.toml': `# mine\n\n${text}` });
  chmodSync(`${env.HOME}/.config/keywright/config.toml`, 0o600);
  expect(await createClient({ env }).authMe()).toEqual({ as: 'hidden' });
  expect(inspect(findConnection({ env }), { depth: 9, showHidden: true })).not.toContain('hidden');
});
