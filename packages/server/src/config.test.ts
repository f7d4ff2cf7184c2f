import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { type Config, ConfigError, loadConfig, loadStorageConfig } from './config.ts';
import { settings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'keywright-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const provider = {
  KEYWRIGHT_OIDC_ISSUER: 'https://accounts.example.com',
  KEYWRIGHT_OIDC_CLIENT_ID: 'keywright',
  KEYWRIGHT_OIDC_CLIENT_SECRET: 'client-secret-text',
};
const open = { KEYWRIGHT_HOST: '0.0.0.0', KEYWRIGHT_URL: 'https://keys.example.com' };

/** What is wrong, as it would be told. */
function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('without any setting it is a development server on this machine alone', () => {
  expect(loadConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 7340,
    url: undefined,
    storage: { engine: 'sqlite', dataDir: '.keywright' },
    signIn: { kind: 'development' },
    adminEmails: [],
    autoActivateDomains: [],
    trustedProxies: [],
    metricsToken: undefined,
  } satisfies Partial<Config>);
});

test('everything that is wrong is told at once', () => {
  const problems = problemsOf({
    KEYWRIGHT_PORT: '70000',
    KEYWRIGHT_URL: 'keys.example.com',
    KEYWRIGHT_DATABASE_URL: 'mysql://x',
    KEYWRIGHT_DEV_SIGN_IN: 'maybe',
    KEYWRIGHT_LOG_LEVEL: 'loud',
    KEYWRIGHT_METRICS_TOKEN: 'short',
    KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE: '0',
    KEYWRIGHT_PROT: '80',
  });
  const names = problems.map((problem) => /^KEYWRIGHT_\w+/.exec(problem)?.[0]).sort();
  expect(names).toEqual([
    'KEYWRIGHT_DATABASE_URL',
    'KEYWRIGHT_DEV_SIGN_IN',
    'KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE',
    'KEYWRIGHT_LOG_LEVEL',
    'KEYWRIGHT_METRICS_TOKEN',
    'KEYWRIGHT_PORT',
    'KEYWRIGHT_PROT',
    'KEYWRIGHT_URL',
  ]);
});

test('what settings say together is told along with what one of them says', () => {
  const problems = problemsOf({
    ...provider,
    KEYWRIGHT_DEV_SIGN_IN: 'on',
    KEYWRIGHT_PORT: '70000',
    KEYWRIGHT_TRUSTED_PROXIES: 'proxy',
  });
  const names = problems.map((problem) => /^KEYWRIGHT_\w+/.exec(problem)?.[0]).sort();
  expect(names).toEqual(['KEYWRIGHT_DEV_SIGN_IN', 'KEYWRIGHT_PORT', 'KEYWRIGHT_TRUSTED_PROXIES']);
});

test('a setting that cannot be read is not said to be missing as well', () => {
  const problems = problemsOf({
    KEYWRIGHT_HOST: '0.0.0.0',
    KEYWRIGHT_URL: 'keys.example.com',
    KEYWRIGHT_OIDC_ISSUER: 'https://accounts.example.com',
    KEYWRIGHT_OIDC_CLIENT_ID: 'keywright',
    KEYWRIGHT_OIDC_CLIENT_SECRET_FILE: join(folder, 'absent'),
  });
  expect(problems).toHaveLength(2);
});

test('what does not fit together is told at once too', () => {
  const problems = problemsOf({
    KEYWRIGHT_HOST: '0.0.0.0',
    KEYWRIGHT_URL: 'http://keys.example.com/path',
    KEYWRIGHT_OIDC_ISSUER: 'http://accounts.example.com',
    KEYWRIGHT_TRUSTED_PROXIES: '10.0.0.0/8, proxy.example.com, 10.0.0.0/99',
  });
  expect(problems.join('\n')).toMatch(/CLIENT_ID is not set/);
  expect(problems.join('\n')).toMatch(/CLIENT_SECRET is not set/);
  expect(problems.join('\n')).toMatch(/ISSUER must be https/);
  expect(problems.join('\n')).toMatch(/URL must not have a path/);
  expect(problems.join('\n')).toMatch(/URL must be https/);
  expect(problems.join('\n')).toMatch(/proxy\.example\.com is neither/);
  expect(problems.join('\n')).toMatch(/10\.0\.0\.0\/99 is neither/);
  expect(problems).toHaveLength(7);
});

test.each([
  ['an issuer', { KEYWRIGHT_DEV_SIGN_IN: 'on', ...provider }],
  ['all addresses', { KEYWRIGHT_DEV_SIGN_IN: 'on', ...open }],
  ['one address of the network', { KEYWRIGHT_DEV_SIGN_IN: 'on', KEYWRIGHT_HOST: '10.0.0.1' }],
  ['an IPv6 wildcard', { KEYWRIGHT_DEV_SIGN_IN: 'on', KEYWRIGHT_HOST: '::' }],
  ['a public address', { KEYWRIGHT_DEV_SIGN_IN: 'on', KEYWRIGHT_URL: 'https://keys.example.com' }],
  [
    'a name that only begins like this machine',
    { KEYWRIGHT_DEV_SIGN_IN: 'on', KEYWRIGHT_HOST: 'localhost.example.com' },
  ],
])('the development sign-in is refused beside %s', (_what, env) => {
  expect(problemsOf(env).join('\n')).toContain('KEYWRIGHT_DEV_SIGN_IN is on');
});

test.each([
  ['where others can reach the server', open],
  ['on another address', { KEYWRIGHT_HOST: '192.168.0.7' }],
  ['where it is off', { KEYWRIGHT_DEV_SIGN_IN: 'off' }],
])('it does not begin by itself %s', (_what, env) => {
  expect(problemsOf(env).join('\n')).toContain('KEYWRIGHT_OIDC_ISSUER is not set');
});

test.each(['127.0.0.1', '127.9.9.9', '::1', 'localhost', '[::1]'])(
  '%s is this machine alone',
  (KEYWRIGHT_HOST) => {
    expect(loadConfig({ KEYWRIGHT_HOST }).signIn.kind).toBe('development');
  },
);

test('an issuer takes the place of the development sign-in', () => {
  const { signIn } = loadConfig({ ...open, ...provider });
  expect(signIn).toMatchObject({
    kind: 'oidc',
    issuer: 'https://accounts.example.com',
    clientId: 'keywright',
    providerName: 'accounts.example.com',
    requireVerifiedEmail: true,
  });
});

test('a secret comes from a file as well, without the line end that editors add', () => {
  const { KEYWRIGHT_OIDC_CLIENT_SECRET: _, ...rest } = provider;
  const config = loadConfig({
    ...open,
    ...rest,
    KEYWRIGHT_OIDC_CLIENT_SECRET_FILE: file('secret', 'from-a-file\n'),
    KEYWRIGHT_DATABASE_URL_FILE: file('url', 'postgres://u:p@db/keywright\n'),
  });
  expect(config.signIn.kind === 'oidc' && config.signIn.clientSecret.reveal()).toBe('from-a-file');
  expect(config.storage).toEqual({ engine: 'postgres', url: 'postgres://u:p@db/keywright' });
});

test('a file that cannot be read, a secret given twice, and a file for what is no secret are told', () => {
  const problems = problemsOf({
    KEYWRIGHT_METRICS_TOKEN_FILE: join(folder, 'none'),
    KEYWRIGHT_DATABASE_URL: 'postgres://u:p@db/keywright',
    KEYWRIGHT_DATABASE_URL_FILE: file('twice', 'postgres://u:p@db/keywright'),
    KEYWRIGHT_HOST_FILE: file('host', '127.0.0.1'),
  });
  expect(problems).toEqual([
    expect.stringMatching(/HOST_FILE: only secrets/),
    expect.stringMatching(/KEYWRIGHT_DATABASE_URL or KEYWRIGHT_DATABASE_URL_FILE, not both/),
    expect.stringMatching(/METRICS_TOKEN_FILE: .*ENOENT/),
  ]);
});

test('what is told of a wrong secret does not hold it', () => {
  const problems = problemsOf({
    KEYWRIGHT_METRICS_TOKEN: 'not-to-be-seen',
    KEYWRIGHT_DATABASE_URL: 'mysql://u:not-to-be-seen@db/x',
  });
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain('not-to-be-seen');
});

test('a configuration that is printed shows no secret', () => {
  const config = loadConfig({
    ...open,
    ...provider,
    KEYWRIGHT_METRICS_TOKEN: 'metrics-token-text',
  });
  const shown = inspect(config, { depth: 9 }) + JSON.stringify(config);
  expect(shown).not.toContain('client-secret-text');
  expect(shown).not.toContain('metrics-token-text');
});

test('an empty variable counts as not set', () => {
  const empty = Object.fromEntries(Object.keys(settings).map((name) => [name, '']));
  expect(loadConfig(empty)).toEqual(loadConfig({}));
});

test('lists are separated by commas, with white space around them or not', () => {
  const config = loadConfig({
    KEYWRIGHT_ADMIN_EMAILS: ' a@example.com,b@example.com , ,',
    KEYWRIGHT_TRUSTED_PROXIES: '10.0.0.0/8,::1',
  });
  expect(config.adminEmails).toEqual(['a@example.com', 'b@example.com']);
  expect(config.trustedProxies).toEqual(['10.0.0.0/8', '::1']);
});

test('an operator command needs the storage alone', () => {
  const env = { ...open, KEYWRIGHT_DATA_DIR: '/data', KEYWRIGHT_PORT: 'x' };
  expect(loadStorageConfig(env)).toEqual({ engine: 'sqlite', dataDir: '/data' });
  expect(loadStorageConfig({})).toEqual({ engine: 'sqlite', dataDir: '.keywright' });
  expect(() => loadStorageConfig({ KEYWRIGHT_DATABASE_URL: 'mysql://x' })).toThrow(ConfigError);
});

test('the certificate of the MQTT port comes with its key, and with a port', () => {
  const cert = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----';
  const key = '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----';
  const port = { KEYWRIGHT_MQTT_PORT: '8883' };
  const together = { KEYWRIGHT_MQTT_TLS_CERT: cert, KEYWRIGHT_MQTT_TLS_KEY: key };
  expect(problemsOf({ KEYWRIGHT_MQTT_TLS_CERT: cert, ...port })).toEqual([
    'KEYWRIGHT_MQTT_TLS_KEY is not set, and KEYWRIGHT_MQTT_TLS_CERT is.',
  ]);
  expect(problemsOf({ KEYWRIGHT_MQTT_TLS_KEY: key, ...port })).toEqual([
    'KEYWRIGHT_MQTT_TLS_CERT is not set, and KEYWRIGHT_MQTT_TLS_KEY is.',
  ]);
  expect(problemsOf({ ...together, ...port })).toEqual([
    'KEYWRIGHT_MQTT_TLS_CERT and KEYWRIGHT_MQTT_TLS_KEY do not go together.',
  ]);
  expect(problemsOf(together)).toEqual([
    expect.stringContaining('KEYWRIGHT_MQTT_PORT is not'),
    expect.stringContaining('do not go together'),
  ]);
  expect(problemsOf({ KEYWRIGHT_MQTT_TLS_CERT: '/etc/cert.pem', ...port })[0]).toContain('PEM');
  expect(problemsOf({ KEYWRIGHT_MQTT_PORT: '0' })[0]).toContain('Must be at least 1');
});
