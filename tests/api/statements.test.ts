import {
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  jwtVerify,
} from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import { type Runner, type RunnerSite, runnerSite } from './runner-kit.ts';

let site: RunnerSite;
let runner: Runner;
let deployment: string;
beforeAll(async () => {
  site = await runnerSite();
  runner = await site.runner();
  deployment = await site.deploy(runner.cluster, { name: 'front' });
  await runner.work();
});
afterAll(() => site?.server.stop());

const keys = async (): Promise<JSONWebKeySet> =>
  (await site.server.anonymous().get('/.well-known/jwks.json')).body;

/** As the deployment checks it: with the site's address and its own id, and nothing else. */
async function verified(statement: string, audience = deployment) {
  return jwtVerify(statement, createLocalJWKSet(await keys()), {
    issuer: site.server.url,
    audience,
    currentDate: new Date(site.now()),
  });
}

/** Invokes an action as this client, and takes the task up. */
async function invoked(by = site.admin) {
  const task = await site.invoke(deployment, {}, by);
  const claimed = await runner.take();
  await runner.result(claimed);
  return { task, ...claimed };
}

test('the keys are there for everybody, without their secret half', async () => {
  const answer = await site.server.anonymous().get('/.well-known/jwks.json');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    keys: [
      {
        ...{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' },
        x: expect.any(String),
        y: expect.any(String),
        kid: expect.any(String),
      },
    ],
  });
});

test('an invoked action comes with the call to make and a statement of who asked', async () => {
  const maintainer = await site.person(site.env, 'deploymentMaintainer');
  const me = (await maintainer.get('/api/v2/auth/me')).body.User;
  const { task, action } = await invoked(maintainer);
  expect(action).toMatchObject({
    ...{ id: 'greet', method: 'POST', path: 'actions/greet', body: { name: 'Ada' } },
  });
  const { payload, protectedHeader } = await verified(action.statement);
  expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'keywright-statement+jwt' });
  expect(payload).toMatchObject({
    ...{ iss: site.server.url, aud: deployment, sub: me.id },
    actor: { kind: 'user', id: me.id, name: me.display_name },
    task_id: task.id,
    action_id: 'greet',
    deployment: { id: deployment, name: 'front' },
  });
  expect(Number(payload.exp) - Number(payload.iat)).toBe(60);
  expect(Object.keys(payload).sort()).toEqual(
    [
      'action_id',
      'actor',
      'aud',
      'deployment',
      'exp',
      'iat',
      'iss',
      'jti',
      'sub',
      'task_id',
    ].sort(),
  );
});

test('a statement is good once made for this deployment, for a minute, and each is another', async () => {
  const { action } = await invoked();
  await expect(verified(action.statement, crypto.randomUUID())).rejects.toThrow(
    errors.JWTClaimValidationFailed,
  );
  const other = await invoked();
  const jtis = [action, other.action].map(
    async ({ statement }) => (await verified(statement)).payload.jti,
  );
  expect(new Set(await Promise.all(jtis)).size).toBe(2);
  site.pass(61_000);
  await expect(verified(action.statement)).rejects.toThrow(errors.JWTExpired);
});

test('any other word in it breaks its signature', async () => {
  const { action } = await invoked();
  const [head, payload, signature] = action.statement.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const forged = Buffer.from(JSON.stringify({ ...claims, action_id: 'wipe' }));
  await expect(verified(`${head}.${forged.toString('base64url')}.${signature}`)).rejects.toThrow(
    errors.JWSSignatureVerificationFailed,
  );
});

test('it says something to the deployment, and opens nothing here', async () => {
  const { action } = await invoked();
  const authorization = `Bearer ${action.statement}`;
  const answer = await site.server.anonymous().get('/api/v2/auth/me', {
    headers: { authorization },
  });
  expect([answer.status, answer.body.code]).toEqual([401, 'session_invalid']);
});

test('the key is made once: it outlives the server, and its secret half is nowhere but in the database', async () => {
  const before = await invoked();
  const known = await keys();
  await site.server.restart();
  expect(await keys()).toEqual(known);
  expect(decodeProtectedHeader((await invoked()).action.statement).kid).toBe(known.keys[0]?.kid);
  await verified(before.action.statement);

  const storage = await openStorage(site.server.database.storage);
  const secret = await storage.read((db) =>
    db
      .selectFrom('signing_keys')
      .select('secret')
      .where('purpose', '=', 'statement')
      .executeTakeFirstOrThrow(),
  );
  await storage.close();
  const said = site.server.log().join('\n') + JSON.stringify(before);
  const bytes = Buffer.from(secret.secret);
  for (const encoding of ['base64', 'base64url', 'hex'] as const) {
    expect(said).not.toContain(bytes.subarray(36, 68).toString(encoding).slice(0, 24));
  }
});

test('what is no action has none', async () => {
  await site.deploy(runner.cluster);
  const claimed = await runner.take();
  expect(claimed.action).toBeNull();
  await runner.result(claimed);
});
