import { type EndpointName, endpoints } from '@keywright/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Answer } from '../kit/http-client.ts';
import { endpointNames, send } from './matrix-ask.ts';
import { assembleCast, unknownToken } from './matrix-cast.ts';
import { carriers, type Headers, type PersonCarrier } from './matrix-principals.ts';
import type { Asking } from './matrix-row.ts';
import { rows } from './matrix-rows.ts';

const cast = await assembleCast();
const { server } = cast;
afterAll(() => server.stop());

/** Every secret of this run, with what it is. */
const secrets = new Map<string, string>();
/** Everything that was said, with where. */
const said: [string, string][] = [];

function keepCredential(headers: Headers, what: string): void {
  const token = headers['x-platz-token'];
  if (token) secrets.set(token.slice(27), `${what}: token`);
  const jwt = /Bearer (eyJ\S+)/.exec(headers['authorization'] ?? '')?.[1];
  const cookie = /keywright_session=([^;]+)/.exec(headers['cookie'] ?? '')?.[1];
  for (const session of [jwt, cookie]) {
    // The signature is what makes it one.
    if (session) secrets.set(session.split('.')[2] ?? '', `${what}: session`);
  }
}

/** Takes the one secret that an answer is meant to hold, so that the rest of it can be searched. */
function keepAnswer(name: EndpointName, answer: Answer): void {
  const { created_token: own, access_token, ...rest } = Object(answer.body);
  // A service account comes with its first token.
  const { created_token: within, ...token } = Object(rest.token);
  const created_token = own ?? within;
  if (within) rest.token = token;
  if (created_token) secrets.set(created_token.slice(27), `${name}: created_token`);
  if (access_token) secrets.set(access_token.split('.').at(-1), `${name}: access_token`);
  const { 'set-cookie': cookies = [], ...headers } = answer.headers;
  for (const cookie of cookies) {
    const value = /^keywright_\w+=([^;]+)/.exec(cookie)?.[1];
    if (value) secrets.set(value.split('.').at(-1) ?? '', `${name}: cookie`);
    expect(cookie).toMatch(/; HttpOnly; /);
  }
  said.push([
    `${name}: body`,
    typeof answer.body === 'string' ? answer.body : JSON.stringify(rest),
  ]);
  said.push([`${name}: headers`, JSON.stringify(headers)]);
}

function keepAsking(name: EndpointName, asking: Asking): void {
  const { auth_code, code: own, code_verifier, device_code } = Object(asking.body);
  for (const code of [auth_code, own, code_verifier, device_code, asking.query?.['code']]) {
    if (code) secrets.set(code, `${name}: code`);
  }
  const cookie = /keywright_sign_in=([^;]+)/.exec(asking.headers?.['cookie'] ?? '')?.[1];
  if (cookie) secrets.set(cookie.split('.').at(-1) ?? '', `${name}: pending sign-in`);
}

async function ask(
  name: EndpointName,
  principal: 'user' | 'other' | 'admin',
  carrier: PersonCarrier,
) {
  const row = rows[name];
  const member = cast.members[principal];
  const owner = row.endsCredentials ? await cast.newcomer() : cast.members.user;
  const { headers } = row.endsCredentials ? await cast.again(member) : member;
  keepCredential(headers[carrier], `${principal} with ${carrier}`);
  const asking = await row.ask(cast, owner);
  keepAsking(name, asking);
  const body = { ...Object(asking.body), user_id: 'x', email: 7 };
  // As it should be; the same again, with used codes, ended sessions, what is gone; and a wrong one.
  for (const sent of [asking, asking, { ...asking, body }]) {
    keepAnswer(name, await send(server.url, name, sent, headers[carrier]));
  }
}

async function askWithWrongCredentials(name: EndpointName): Promise<void> {
  const wrong = unknownToken();
  secrets.set(wrong.slice(27), 'an unknown token');
  keepAnswer(name, await send(server.url, name, {}, { 'x-platz-token': wrong }));
  const authorization = `Bearer ${wrong.slice(0, -1)}`;
  keepAnswer(name, await send(server.url, name, {}, { authorization }));
}

/** A secret in the wrong place is a secret still. */
async function putSecretsInAddresses(): Promise<void> {
  const stray = unknownToken();
  secrets.set(stray.slice(27), 'a token in an address');
  for (const path of [`/api/v2/user-tokens/${stray}`, `/api/v2/users?page=${stray}`, `/${stray}`]) {
    expect((await cast.admin.get(path)).status).toBeLessThan(500);
  }
}

beforeAll(async () => {
  const answering = endpointNames.filter((name) => !('events' in endpoints[name].answer));
  for (const [turn, name] of answering.entries()) {
    for (const [i, principal] of (['user', 'other', 'admin'] as const).entries()) {
      await ask(name, principal, carriers[(i + turn) % carriers.length] ?? 'token');
    }
    await askWithWrongCredentials(name);
  }
  await putSecretsInAddresses();
}, 120_000);

function whereSecretsAre(texts: readonly (readonly [string, string])[]): string[] {
  const found = new Set<string>();
  for (const [where, text] of texts) {
    for (const [secret, what] of secrets) {
      if (text.includes(secret)) found.add(`${what}, in ${where}`);
    }
  }
  return [...found];
}

test('there is something to look for, and looking finds what is there', () => {
  expect(secrets.size).toBeGreaterThan(50);
  for (const secret of secrets.keys()) expect(secret.length).toBeGreaterThan(20);
  const [first = ''] = secrets.keys();
  expect(whereSecretsAre([['here', `a ${first} b`]])).toHaveLength(1);
});

test('no answer holds a secret but the one that hands it out', () => {
  expect(said.length).toBeGreaterThan(200);
  expect(whereSecretsAre(said)).toEqual([]);
});

test('no line of the log holds a secret', () => {
  const lines = server.log();
  expect(lines.length).toBeGreaterThan(200);
  for (const line of lines) JSON.parse(line);
  expect(whereSecretsAre(lines.map((line) => ['the log', line]))).toEqual([]);
});

test('nothing went wrong on our side meanwhile', () => {
  expect(server.log().filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
});

test('no row of the database holds a secret in clear, but for the signing key', async () => {
  const storage = await openStorage(server.database.storage);
  const tables = [
    'audit_events',
    'users',
    'sessions',
    'tokens',
    'credential_usage',
    'used_sign_ins',
    'service_accounts',
    'grants',
    'roles',
    'resources',
  ] as const;
  for (const table of tables) {
    const found = await storage.read((db) => db.selectFrom(table).selectAll().execute());
    expect(found.length, table).toBeGreaterThan(0);
    const texts = found.map((row): [string, string] => [table, readable(row)]);
    expect(whereSecretsAre(texts)).toEqual([]);
  }
  await storage.close();
});

/** Bytes as the text they would be if a secret had been put there as it is. */
function readable(row: object): string {
  return Object.values(row)
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))
    .join(' ');
}
