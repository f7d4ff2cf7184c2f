import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import ipaddr from 'ipaddr.js';
import { isLoopback } from './loopback.ts';
import { type MqttConfig, mqttOf } from './mqtt-config.ts';
import { Secret } from './plane/secret.ts';
import { type SettingName, type Settings, settings } from './settings.ts';
import type { StorageConfig } from './storage/open.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** What people open, without a final slash; undefined: follows from host and port. */
  readonly url: string | undefined;
  readonly storage: StorageConfig;
  readonly signIn: SignInConfig;
  readonly adminEmails: readonly string[];
  readonly autoActivateDomains: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly failedAttemptsPerMinute: number;
  readonly signInsPerMinute: number;
  readonly metricsToken: Secret | undefined;
  readonly mqtt: MqttConfig;
  /** What people call this server. */
  readonly serverName: string;
  /** Whether the database is asked before each batch of answers. */
  readonly isStrict: boolean;
  /** Tokens kept in memory. */
  readonly cachedTokens: number;
  readonly logLevel: string;
  readonly drainMs: number;
}

export type SignInConfig =
  | { readonly kind: 'development' }
  | {
      readonly kind: 'oidc';
      readonly issuer: string;
      readonly clientId: string;
      readonly clientSecret: Secret;
      readonly providerName: string;
      readonly requireVerifiedEmail: boolean;
    };

/** Everything that is wrong with the configuration, in one error. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n- ${problems.join('\n- ')}`);
    this.problems = problems;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** The configuration out of environment variables. Throws ConfigError with every problem at once. */
export function loadConfig(env: Env): Config {
  const problems: string[] = [];
  // Where one is missing, there is a problem, and this ends before it is returned.
  const s = readSettings(env, problems) as Settings;
  const together: string[] = [];
  const signIn = signInOf(s, together);
  checkAddresses(s, together);
  const mqtt = mqttOf(s, together);
  // What cannot be read is not said to be missing as well.
  const unread = new Set(problems.map(settingIn));
  problems.push(...together.filter((problem) => !unread.has(settingIn(problem))));
  if (problems.length > 0 || !signIn) throw new ConfigError(problems);
  return {
    host: s.KEYWRIGHT_HOST,
    port: s.KEYWRIGHT_PORT,
    url: s.KEYWRIGHT_URL,
    storage: s.KEYWRIGHT_DATABASE_URL
      ? { engine: 'postgres', url: s.KEYWRIGHT_DATABASE_URL }
      : { engine: 'sqlite', dataDir: s.KEYWRIGHT_DATA_DIR },
    signIn,
    adminEmails: s.KEYWRIGHT_ADMIN_EMAILS,
    autoActivateDomains: s.KEYWRIGHT_AUTO_ACTIVATE_DOMAINS,
    trustedProxies: s.KEYWRIGHT_TRUSTED_PROXIES,
    failedAttemptsPerMinute: s.KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE,
    signInsPerMinute: s.KEYWRIGHT_SIGN_INS_PER_MINUTE,
    metricsToken: s.KEYWRIGHT_METRICS_TOKEN ? new Secret(s.KEYWRIGHT_METRICS_TOKEN) : undefined,
    mqtt,
    serverName: s.KEYWRIGHT_SERVER_NAME ?? hostname(),
    isStrict: s.KEYWRIGHT_VERIFY === 'strict',
    cachedTokens: s.KEYWRIGHT_CACHE_TOKENS,
    logLevel: s.KEYWRIGHT_LOG_LEVEL,
    drainMs: s.KEYWRIGHT_DRAIN_SECONDS * 1000,
  };
}

/** The setting that a problem begins with. */
function settingIn(problem: string): string {
  return problem.split(/[ :]/, 1)[0]?.replace(/_FILE$/, '') ?? '';
}

/** The storage alone, for operator commands: they need no sign-in. */
export function loadStorageConfig(env: Env): StorageConfig {
  const problems: string[] = [];
  const s = readSettings(env, problems);
  const wrong = problems.filter((problem) => /^KEYWRIGHT_DATA/.test(problem));
  if (wrong.length > 0) throw new ConfigError(wrong);
  return s.KEYWRIGHT_DATABASE_URL
    ? { engine: 'postgres', url: s.KEYWRIGHT_DATABASE_URL }
    : { engine: 'sqlite', dataDir: s.KEYWRIGHT_DATA_DIR ?? settings.KEYWRIGHT_DATA_DIR.default };
}

function readSettings(env: Env, problems: string[]): Partial<Settings> {
  const known = new Set(Object.keys(settings));
  for (const name of Object.keys(env)) {
    if (!name.startsWith('KEYWRIGHT_') || name.startsWith('KEYWRIGHT_TEST_')) continue;
    if (!known.has(name.replace(/_FILE$/, '')))
      problems.push(`${name} is not a setting. Is it misspelt?`);
  }
  const values: [string, unknown][] = [];
  for (const name of Object.keys(settings) as SettingName[]) {
    const setting: (typeof settings)[SettingName] = settings[name];
    const text =
      textOf(name, env, problems) ?? ('default' in setting ? setting.default : undefined);
    if (text === undefined) continue;
    const { success, data, error } = setting.schema.safeParse(text);
    if (success) values.push([name, data]);
    else problems.push(`${name}: ${error.issues.map(({ message }) => message).join(' ')}`);
  }
  return Object.fromEntries(values) as Partial<Settings>;
}

/** An empty variable counts as not set: that is what a compose file without a value makes. */
function textOf(name: SettingName, env: Env, problems: string[]): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file || !('isSecret' in settings[name])) {
    if (file) problems.push(`${name}_FILE: only secrets are read from files.`);
    return env[name] || undefined;
  }
  if (env[name]) problems.push(`Set ${name} or ${name}_FILE, not both.`);
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    problems.push(
      `${name}_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
    return undefined;
  }
}

function signInOf(s: Settings, problems: string[]): SignInConfig | undefined {
  const issuer = s.KEYWRIGHT_OIDC_ISSUER;
  const isLocal =
    isLoopback(s.KEYWRIGHT_HOST) && (!s.KEYWRIGHT_URL || isLoopback(hostOf(s.KEYWRIGHT_URL)));
  if (s.KEYWRIGHT_DEV_SIGN_IN === 'on') checkDevelopment(issuer, isLocal, problems);
  if (issuer) return providerOf(s, issuer, problems);
  if (s.KEYWRIGHT_DEV_SIGN_IN !== 'off' && isLocal) return { kind: 'development' };
  problems.push('KEYWRIGHT_OIDC_ISSUER is not set: nobody could sign in.');
  return undefined;
}

function checkDevelopment(issuer: string | undefined, isLocal: boolean, problems: string[]): void {
  if (issuer) {
    problems.push('KEYWRIGHT_DEV_SIGN_IN is on where KEYWRIGHT_OIDC_ISSUER is set: choose one.');
  }
  if (!isLocal) {
    problems.push(
      'KEYWRIGHT_DEV_SIGN_IN is on, and lets anybody in as administrator: KEYWRIGHT_HOST and KEYWRIGHT_URL must then be of this machine alone (127.0.0.1).',
    );
  }
}

function providerOf(s: Settings, issuer: string, problems: string[]): SignInConfig {
  const { KEYWRIGHT_OIDC_CLIENT_ID: clientId, KEYWRIGHT_OIDC_CLIENT_SECRET: clientSecret } = s;
  if (!clientId) problems.push('KEYWRIGHT_OIDC_CLIENT_ID is not set.');
  if (!clientSecret) problems.push('KEYWRIGHT_OIDC_CLIENT_SECRET is not set.');
  if (!issuer.startsWith('https:') && !isLoopback(hostOf(issuer))) {
    problems.push('KEYWRIGHT_OIDC_ISSUER must be https.');
  }
  return {
    kind: 'oidc',
    issuer,
    clientId: clientId ?? '',
    clientSecret: new Secret(clientSecret ?? ''),
    providerName: s.KEYWRIGHT_OIDC_PROVIDER_NAME ?? hostOf(issuer),
    requireVerifiedEmail: s.KEYWRIGHT_OIDC_REQUIRE_VERIFIED_EMAIL === 'true',
  };
}

function checkAddresses(s: Settings, problems: string[]): void {
  const url = s.KEYWRIGHT_URL;
  if (url && new URL(url).pathname !== '/') {
    problems.push(
      'KEYWRIGHT_URL must not have a path: Keywright serves from the root of its host.',
    );
  }
  if (url?.startsWith('http:') && !isLoopback(hostOf(url))) {
    problems.push(
      'KEYWRIGHT_URL must be https: cookies and tokens would cross the network in the clear.',
    );
  }
  if (!url && !isLoopback(s.KEYWRIGHT_HOST)) {
    problems.push(
      'KEYWRIGHT_URL is not set: with this KEYWRIGHT_HOST nobody can tell what people open.',
    );
  }
  for (const proxy of s.KEYWRIGHT_TRUSTED_PROXIES) {
    if (!ipaddr.isValid(proxy) && !ipaddr.isValidCIDR(proxy)) {
      problems.push(`KEYWRIGHT_TRUSTED_PROXIES: ${proxy} is neither an address nor a CIDR block.`);
    }
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname;
}
