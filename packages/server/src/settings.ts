import { z } from 'zod';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const yesOrNo = z.enum(['true', 'false'], { error: 'Expected true or false.' });
const count = z
  .string()
  .regex(/^\d{1,6}$/, 'Expected a whole number.')
  .transform(Number);

/** One setting: how it is read, what it says in the documentation, and whether it may come from a file. */
interface Setting {
  readonly schema: z.ZodType<unknown, string>;
  readonly default?: string;
  readonly about: string;
  /** Then NAME_FILE may name a file that holds it. */
  readonly isSecret?: true;
}

const setting = <const S extends Setting>(made: S): S => made;

/** Every setting there is: the configuration is read by this table, and documented from it. */
export const settings = {
  KEYWRIGHT_HOST: setting({
    schema: z.string().min(1),
    default: '127.0.0.1',
    about: 'The address to listen on.',
  }),
  KEYWRIGHT_PORT: setting({
    schema: count.pipe(z.number().max(65535, 'Must be at most 65535.')),
    default: '7340',
    about: 'The port to listen on. 0: any free one.',
  }),
  KEYWRIGHT_URL: setting({
    schema: z
      .url({ protocol: /^https?$/, error: 'Expected an address such as https://keys.example.com.' })
      .transform((text) => text.replace(/\/+$/, '')),
    about:
      'What people open in their browser. Without it: http, KEYWRIGHT_HOST and KEYWRIGHT_PORT.',
  }),
  KEYWRIGHT_DATA_DIR: setting({
    schema: z.string().min(1),
    default: '.keywright',
    about: 'The folder of the SQLite database; a relative one is below the checkout.',
  }),
  KEYWRIGHT_DATABASE_URL: setting({
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'Expected postgres://user:password@host/database.'),
    about: 'A PostgreSQL database (15 or newer), for several servers. Without it: SQLite.',
    isSecret: true,
  }),
  KEYWRIGHT_OIDC_ISSUER: setting({
    schema: z.url({ protocol: /^https?$/, error: 'Expected the address of an OpenID provider.' }),
    about: 'The OpenID provider people sign in through, such as https://accounts.google.com.',
  }),
  KEYWRIGHT_OIDC_CLIENT_ID: setting({
    schema: z.string().min(1),
    about: 'The client id registered there.',
  }),
  KEYWRIGHT_OIDC_CLIENT_SECRET: setting({
    schema: z.string().min(1),
    about: 'The client secret registered there.',
    isSecret: true,
  }),
  KEYWRIGHT_OIDC_PROVIDER_NAME: setting({
    schema: z.string().min(1).max(50),
    about: 'What the sign-in page calls the provider. Without it: the host of the issuer.',
  }),
  KEYWRIGHT_OIDC_REQUIRE_VERIFIED_EMAIL: setting({
    schema: yesOrNo,
    default: 'true',
    about: 'Whether the provider must vouch for the e-mail address (email_verified).',
  }),
  KEYWRIGHT_DEV_SIGN_IN: setting({
    schema: z.enum(['auto', 'on', 'off'], { error: 'Expected auto, on or off.' }),
    default: 'auto',
    about:
      'The development sign-in with sample accounts. auto: where no issuer is set and only this machine can reach the server.',
  }),
  KEYWRIGHT_ADMIN_EMAILS: setting({
    schema: list,
    default: '',
    about: 'Who become site administrators when they sign in; separated by commas.',
  }),
  KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: setting({
    schema: list,
    default: '',
    about:
      'Mail domains whose people are active from their first sign-in; separated by commas. All others wait for an administrator.',
  }),
  KEYWRIGHT_TRUSTED_PROXIES: setting({
    schema: list,
    default: '',
    about:
      'Proxies whose X-Forwarded-For is believed: addresses or CIDR blocks, separated by commas.',
  }),
  KEYWRIGHT_FAILED_ATTEMPTS_PER_MINUTE: setting({
    schema: count.pipe(z.number().min(1)),
    default: '60',
    about:
      'Wrong credentials from one address, or user codes typed by one person, before it is answered 429.',
  }),
  KEYWRIGHT_SIGN_INS_PER_MINUTE: setting({
    schema: count.pipe(z.number().min(1)),
    default: '60',
    about: 'Sign-ins begun or finished from one address before it is answered 429.',
  }),
  KEYWRIGHT_MQTT_PORT: setting({
    schema: count.pipe(
      z.number().min(1, 'Must be at least 1.').max(65535, 'Must be at most 65535.'),
    ),
    about:
      'The port for MQTT on KEYWRIGHT_HOST, usually 1883, or 8883 with TLS. Without it: MQTT over WebSocket alone, at /mqtt.',
  }),
  KEYWRIGHT_MQTT_TLS_CERT: setting({
    schema: z.string().regex(/-----BEGIN CERTIFICATE-----/, 'Expected certificates in PEM.'),
    about:
      'The certificate of the MQTT port, and what vouches for it, in PEM. Without it: no TLS there.',
    isSecret: true,
  }),
  KEYWRIGHT_MQTT_TLS_KEY: setting({
    schema: z
      .string()
      .regex(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'Expected a private key in PEM.'),
    about: 'The private key of KEYWRIGHT_MQTT_TLS_CERT, in PEM.',
    isSecret: true,
  }),
  KEYWRIGHT_MQTT_MAX_PAYLOAD_BYTES: setting({
    schema: count.pipe(z.number().min(1)),
    default: '262144',
    about: 'The largest message that channels carry.',
  }),
  KEYWRIGHT_MQTT_CONNECTIONS: setting({
    schema: count.pipe(z.number().min(1)),
    default: '10000',
    about: 'MQTT connections of one server, with the sessions it keeps for clients that are away.',
  }),
  KEYWRIGHT_MQTT_CONNECTIONS_PER_TOKEN: setting({
    schema: count.pipe(z.number().min(1)),
    default: '100',
    about: 'The same of one token.',
  }),
  KEYWRIGHT_MQTT_MESSAGES_PER_SECOND: setting({
    schema: count.pipe(z.number().min(1)),
    default: '1000',
    about: 'Messages that one token may publish to one server, by MQTT and HTTP together.',
  }),
  KEYWRIGHT_MQTT_SUBSCRIPTIONS: setting({
    schema: count.pipe(z.number().min(1)),
    default: '1000',
    about: 'Subscriptions of one MQTT connection.',
  }),
  KEYWRIGHT_SERVER_NAME: setting({
    schema: z.string().min(1).max(100),
    about:
      'What this server is called where servers are listed, and in receipts. Without it: the name of its host.',
  }),
  KEYWRIGHT_CACHE_TOKENS: setting({
    schema: count.pipe(z.number().min(1)),
    default: '100000',
    about: 'Tokens that one server keeps in memory to answer without asking the database.',
  }),
  KEYWRIGHT_VERIFY: setting({
    schema: z.enum(['cached', 'strict'], { error: 'Expected cached or strict.' }),
    default: 'cached',
    about:
      'strict: ask the database before each batch of answers, for machines that may be frozen whole, with both their clocks.',
  }),
  KEYWRIGHT_METRICS_TOKEN: setting({
    schema: z.string().min(16, 'Must be at least 16 characters.'),
    about:
      'Who sends it as a Bearer may read /metrics. Without it: this machine alone, and nobody where KEYWRIGHT_URL is of another.',
    isSecret: true,
  }),
  KEYWRIGHT_LOG_LEVEL: setting({
    schema: z.enum(['debug', 'info', 'warn', 'error'], {
      error: 'Expected debug, info, warn or error.',
    }),
    default: 'info',
    about: 'The least serious that is logged: debug, info, warn or error.',
  }),
  KEYWRIGHT_DRAIN_SECONDS: setting({
    schema: count.pipe(z.number().max(600)),
    default: '10',
    about: 'How long a server that was told to stop waits for requests under way.',
  }),
} as const;

export type SettingName = keyof typeof settings;
type Read<S extends Setting> = S extends { default: string }
  ? z.output<S['schema']>
  : z.output<S['schema']> | undefined;
export type Settings = { readonly [N in SettingName]: Read<(typeof settings)[N]> };
