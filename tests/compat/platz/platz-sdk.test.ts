import { readFileSync } from 'node:fs';
import { errorBody } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { misfitsOf, type PlatzOperation, platzOperations } from '../../kit/platz-document.ts';
import { signInForJwt } from '../../kit/sign-in.ts';
import { absent } from './absent.ts';
import { driven } from './driven.ts';
import {
  type ApiName,
  anyStatus,
  type Credential,
  client,
  type SdkOperation,
  type Sent,
  sdkOperations,
} from './sdk.ts';
import { createWorld, type World } from './world.ts';

const world = await createWorld();
const { server } = world.site;
afterAll(() => server.stop());

const { created_token } = await world.site.made('user-tokens', undefined);
const credentials: Readonly<Record<string, Credential>> = {
  'a token as apiKey': { apiKey: created_token },
  'a token as accessToken': { accessToken: created_token },
  'a session as accessToken': {
    accessToken: await signInForJwt(server.url, { email: 'admin@example.test' }),
  },
};

type Drive = (api: object, world: World) => Promise<Sent>;
const driveOf = (api: ApiName, name: string): Drive | undefined =>
  (driven as Readonly<Record<string, Readonly<Record<string, Drive>>>>)[api]?.[name];

const titled = (one: SdkOperation) => [`${one.api}.${one.name}`, one] as const;
const present = sdkOperations.filter(({ api, name }) => driveOf(api, name));
const missing = sdkOperations.filter(({ api, name }) => !driveOf(api, name));

const succeeded = new Set<string>();
afterAll(() => {
  process.stdout.write(
    `Platz's SDK: ${succeeded.size} of its ${sdkOperations.length} operations driven; ${missing.length} are not in this product\n`,
  );
});

/** The package sends a key where the document says that one is taken, and else nothing. */
function isSent(credential: Credential, name: string): boolean {
  const { security } = operationOf(name);
  return security === undefined || !('apiKey' in credential) || security.some(takesKey);
}
const takesKey = (way: object) => 'user_token' in way;

function operationOf(name: string): PlatzOperation {
  const operation = platzOperations.get(name);
  if (!operation) throw new Error(`The document has no ${name}.`);
  return operation;
}

describe.each(Object.entries(credentials))('with %s', (_as, credential) => {
  const sendable = present.filter(({ name }) => isSent(credential, name));

  test.each(sendable.map(titled))(
    '%s does what Platz’s document promises',
    async (_is, { api, name }) => {
      const sent = await driveOf(api, name)?.(client(api, server.url, credential), world);
      const { status = 0, data } = (await sent) ?? {};
      expect(misfitsOf(operationOf(name), status, data)).toEqual([]);
      succeeded.add(`${api}.${name}`);
    },
  );
});

test.each(missing.map(titled))(
  '%s is not here, and is told so as any error is',
  async (_is, one) => {
    const needed = (absent as Readonly<Record<string, Readonly<Record<string, object>>>>)[one.api];
    const api = client(one.api, server.url, { apiKey: created_token });
    const call = (api as unknown as Readonly<Record<string, (...given: unknown[]) => Sent>>)[
      one.name
    ];
    const given = { id: world.env, ...needed?.[one.name] };
    const { status, data } = (await call?.call(api, given, anyStatus)) ?? {};
    expect(status).toBe(404);
    expect(errorBody.parse(data).code).toBe('not_found');
  },
);

test('of bots’ tokens the package sends no apiKey, as Platz’s document has it', async () => {
  const keyless = present.filter(({ name }) => !isSent({ apiKey: created_token }, name));
  expect(new Set(keyless.map(({ api }) => api))).toEqual(new Set(['BotTokensApi']));
  const api = client('BotTokensApi', server.url, { apiKey: created_token });
  const { status, data } = await api.allBotTokens({}, anyStatus);
  expect([status, errorBody.parse(data).code]).toEqual([401, 'unauthenticated']);
});

test('the page about Platz’s clients lists what is missing, and nothing else', () => {
  const page = readFileSync(new URL('../../../docs/platz-clients.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+Api)` \| (.+?) \|/gm)].flatMap(([, api, names]) =>
    [...(names ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => `${api}.${name}`),
  );
  expect(listed.toSorted()).toEqual(missing.map((one) => `${one.api}.${one.name}`).toSorted());
  expect(page).toContain(`${present.length} of the ${sdkOperations.length} operations`);
});

test('what is driven and what is missing are all that the package has, and nothing else', () => {
  const named = [driven, absent].flatMap((lists) =>
    Object.entries(lists).flatMap(([api, one]) => Object.keys(one).map((name) => `${api}.${name}`)),
  );
  expect(named.toSorted()).toEqual(
    sdkOperations.map(({ api, name }) => `${api}.${name}`).toSorted(),
  );
});
