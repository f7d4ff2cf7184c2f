import { statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { openShell, type Shell } from './keywright.ts';
import { admin, logIn } from './sign-in.ts';

let server: TestServer;
let shell: Shell;
const run: Shell['run'] = (args, more) => shell.run(args, more);

beforeAll(async () => {
  server = await startTestServer({ env: { KEYWRIGHT_ADMIN_EMAILS: admin } });
  shell = openShell();
  await logIn(server, shell);
});
afterAll(async () => {
  shell.remove();
  await server.stop();
});

test('after login commands act as the person, and the session lies in a file of their own', async () => {
  const { json, code } = await run(['whoami', '--json']);
  expect(json).toMatchObject({ kind: 'user', email: admin, token: null });
  expect(code).toBe(0);
  expect(statSync(shell.configFile).mode & 0o777).toBe(0o600);
});

test('a token from its making to its end: alone on standard output, found by its name', async () => {
  const made = await run(['token', 'create', 'ci', '--expires', '30d']);
  expect(made.out).toMatch(/^kwp_[\w-]{22}\.[\w-]{48}\n$/);
  expect(made.err).toMatch(/^Made ci \([0-9a-f-]{36}\)\. The secret, which is not shown again:\n$/);
  const secret = made.out.trim();

  const env = { KEYWRIGHT_URL: server.url, KEYWRIGHT_TOKEN: secret };
  const asToken = await run(['whoami', '--json'], { env });
  expect(asToken.json).toMatchObject({
    email: admin,
    token: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });

  const listed = await run(['token', 'list', '--state', 'active', '--search', 'ci', '--json']);
  expect(listed.json).toMatchObject({ num_total: 1, items: [{ name: 'ci', state: 'active' }] });

  const good = await run(['verify', '--json'], { input: `${secret}\n` });
  expect(good).toMatchObject({ code: 0, json: { valid: true, token: { name: 'ci' } } });

  const refused = await run(['token', 'revoke', 'ci']);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('Add --yes') });
  const revoked = await run(['token', 'revoke', 'ci', '--yes']);
  expect(revoked.out).toMatch(/^Revoked ci \(/);
  expect(revoked.err).toMatch(/^Dead on 1 server after \d+ ms\.\n$/);

  expect(await run(['verify', '--json'], { input: secret })).toMatchObject({
    code: 8,
    json: { valid: false, code: 'revoked' },
  });
  const dead = await run(['whoami'], { env });
  expect(dead).toMatchObject({ code: 3, out: '' });
  expect(dead.err).toContain('This token was revoked.');
});

test('a bot gets its rights and first token in one command, and can-i says why it may', async () => {
  const project = '00000000-0000-8000-8002-000000000002';
  const env = await run(['env', 'list', '--json']);
  expect(env.json).toMatchObject({ num_total: 0, items: [] });
  const admins = await server.as(admin);
  for (const name of ['prod', 'staging']) {
    await admins.post('/api/v2/envs', { body: { name, project_id: project } });
  }

  const made = await run([
    ...['bot', 'create', 'deployer', '--token', 'host-1', '--expires', '30d', '--json'],
    ...['--grant', 'User@env:prod'],
  ]);
  expect(made.json).toMatchObject({ name: 'deployer', num_grants: 1, token: { name: 'host-1' } });

  const asked = ['can-i', 'env.read', 'prod', '--principal', 'deployer'];
  const yes = await run([...asked, '--json']);
  expect(yes).toMatchObject({ code: 0, json: { allowed: true, reasons: [{ via: 'grant' }] } });
  const no = await run(['can-i', 'deployment.create', 'env:staging', '--principal', 'deployer']);
  expect(no.code).toBe(8);
  expect(no.out).toMatch(/^answer\s+no$/m);
  expect(no.out).toMatch(/^roles with it\s+.*Owner/m);

  const input = made.json.token.created_token;
  const both = ['verify', '--permission', 'env.read', '--resource', 'env:staging', '--json'];
  expect(await run(both, { input })).toMatchObject({
    code: 8,
    json: { valid: true, allowed: false },
  });

  const disabled = await run(['bot', 'disable', 'deployer', '--yes']);
  expect(disabled.out).toBe('deployer is disabled.\n');
  const deleted = await run(['bot', 'delete', 'deployer', '--yes']);
  expect(deleted).toMatchObject({ code: 0, err: expect.stringMatching(/^Dead on 1 server/) });
});

test('scopes are named as people say them, and removed by their ids', async () => {
  const made = await run([
    'token',
    'create',
    'narrow',
    '--scope',
    'env.read,list@env:prod',
    '--json',
  ]);
  expect(made.json).toMatchObject({ access: 'scoped', num_scopes: 2 });
  await run(['token', 'scope', 'add', 'narrow', '--scope', 'env.read@env:staging']);
  const listed = await run(['token', 'scope', 'list', 'narrow', '--json']);
  expect(listed.json.num_total).toBe(3);
  const [first] = listed.json.items;
  const gone = await run(['token', 'scope', 'remove', 'narrow', first.id]);
  expect(gone.out).toBe('Removed 1.\n');
});

test('a name of two things is refused with both ids; one in another case is found', async () => {
  await run(['token', 'create', 'twin']);
  await run(['token', 'create', 'twin']);
  const refused = await run(['token', 'revoke', 'twin', '--yes']);
  expect(refused.code).toBe(2);
  expect(refused.err).toMatch(
    /2 things are called twin.*\n {2}[0-9a-f-]{36} {2}active\n {2}[0-9a-f-]{36}/,
  );
  expect((await run(['token', 'show', 'NARROW', '--json'])).json).toMatchObject({ name: 'narrow' });
  expect((await run(['token', 'show', 'nobody'])).code).toBe(5);
});

test('what is shown: YAML, one page of many, and the record of what was done', async () => {
  const yaml = await run(['role', 'list', '--per-page', '1', '-o', 'yaml']);
  expect(yaml.out).toMatch(/^page: 1\nper_page: 1\nitems:\n {2}- id: /);
  const paged = await run(['role', 'list', '--per-page', '1']);
  expect(paged.err).toMatch(/^1 of \d+\. --page 2 shows more, --all all\.\n$/);
  const all = await run(['role', 'list', '--all', '--json']);
  expect(all.json.items).toHaveLength(all.json.num_total);
  const audit = await run([
    'audit',
    '--actor',
    'me',
    '--action',
    'service_account.delete',
    '--json',
  ]);
  expect(audit.json.items).toMatchObject([{ target: { name: 'deployer' } }]);
});
