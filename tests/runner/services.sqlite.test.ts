import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunnerProcess } from './runner-process.ts';
import { openRunnerSite, type RunnerSite } from './runner-site.ts';

let site: RunnerSite;
let runner: RunnerProcess;
beforeAll(async () => {
  site = await openRunnerSite();
  runner = await site.start();
});
afterAll(() => site?.stop());

async function partOf(id: string) {
  const { body } = await site.admin.get(`/api/v2/k8s-resources?deployment_id=${id}`);
  return body.items[0];
}
interface About {
  readonly pid: number;
  readonly told: { deployment: object; config: object };
  readonly identity: object;
}
interface SocketAnswer {
  readonly status: number;
  readonly body: { access_token: string; server_url: string; expires_at: string };
}

async function about(id: string) {
  const part = await partOf(id);
  const answer = await fetch(`http://127.0.0.1:${part.metadata.port}/about`).catch(() => undefined);
  return answer?.json() as Promise<About>;
}
const installed = async (config: object) => {
  const id = await site.deploy('site', config);
  expect(await site.ended(id)).toMatchObject({ status: 'Done' });
  return id;
};

function askSocket(path: string, method = 'GET'): Promise<SocketAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<SocketAnswer>();
  get({ socketPath: path, path: '/', method }, async (answer) =>
    resolve({ status: answer.statusCode ?? 0, body: (await json(answer)) as SocketAnswer['body'] }),
  ).once('error', reject);
  return promise;
}

test('an installed service runs with its config and its identity, and is reported', async () => {
  const id = await installed({ say: 'hello' });
  const { told, identity } = await about(id);
  expect(told).toMatchObject({ deployment: { id, kind: 'site' }, config: { say: 'hello' } });
  expect(identity).toMatchObject({ kind: 'kwd_', is_same_token: true, folder_mode: '700' });
  expect(await partOf(id)).toMatchObject({ kind: 'Service', status_color: ['success'] });
  const reported = async () =>
    (await site.admin.get(`/api/v2/deployments/${id}`)).body.reported_status;
  await expect.poll(reported, { timeout: 10_000 }).toMatchObject({
    content: { status: { name: 'Fine' } },
  });
});

test('a running deployment is handed a token on request, by a socket of its own', async () => {
  const id = await installed({});
  const socket = `${site.workDir}/d/${id}/id/identity.sock`;
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  const { body } = await askSocket(socket);
  expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_at', 'server_url']);
  const answer = await fetch(`${body.server_url}/api/v2/auth/me`, {
    headers: { 'x-platz-token': body.access_token },
  });
  expect(JSON.stringify(await answer.json())).toContain(id);
  expect((await askSocket(socket, 'POST')).status).toBe(405);
});

test('an upgrade starts it anew with what it is now', async () => {
  const id = await installed({ say: 'one' });
  const before = await about(id);
  await site.upgrade(id, { say: 'two' });
  expect(await site.ended(id)).toMatchObject({ status: 'Done' });
  const after = await about(id);
  expect(after.told.config).toEqual({ say: 'two' });
  expect(after.pid).not.toBe(before.pid);
});

test('a restart of its part is a new process', async () => {
  const id = await installed({});
  const before = await about(id);
  const part = await partOf(id);
  const operation = { RestartK8sResource: { resource_id: part.id, resource_name: part.name } };
  await site.admin.post('/api/v2/deployment-tasks', { body: { deployment_id: id, operation } });
  expect(await site.ended(id)).toMatchObject({ status: 'Done' });
  expect((await about(id)).pid).not.toBe(before.pid);
});

test('a service that dies is started again', async () => {
  const id = await installed({});
  const { pid } = await about(id);
  process.kill(pid, 'SIGKILL');
  const now = async () => (await about(id))?.pid ?? pid;
  await expect.poll(now, { timeout: 20_000 }).not.toBe(pid);
});

test('a service that ends before it is ready fails the task, with what it printed', async () => {
  const id = await site.deploy('site', { do: 'crash' });
  const task = await site.ended(id);
  const reason = 'The program ended with status 9 before it was ready.';
  expect(task).toMatchObject({ status: 'Failed', reason });
  expect((await site.outputOf(task)).text).toContain('the service begins');
});

test('an action’s answer is bounded, a refusal is a failure with its status, and no redirect is followed', async () => {
  const id = await installed({});
  await site.invoke(id, 'echo', {});
  const echoed = await site.ended(id);
  expect(echoed).toMatchObject({ status: 'Done', response: { status: 200, is_cut: false } });
  const { method, body, auth } = JSON.parse(echoed.response?.body ?? '');
  expect([method, body]).toEqual(['POST', '{}']);
  expect(auth).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);

  await site.invoke(id, 'long');
  const long = await site.ended(id);
  expect(long).toMatchObject({ status: 'Done', response: { is_cut: true } });
  expect(long.response?.body).toBe('y'.repeat(64 * 1024));

  await site.invoke(id, 'no');
  expect(await site.ended(id)).toMatchObject({
    status: 'Failed',
    reason: 'The deployment answered 418: I am a teapot',
    response: { status: 418, body: 'I am a teapot' },
  });

  await site.invoke(id, 'elsewhere');
  expect(await site.ended(id)).toMatchObject({ status: 'Failed', response: { status: 302 } });
});

test('a runner that is killed takes its services along, and starts them again when it comes back', async () => {
  const id = await installed({ say: 'still here' });
  const before = await about(id);
  await runner.kill();
  await expect.poll(() => isAlive(before.pid), { timeout: 5000 }).toBe(false);
  runner = await site.start();
  const now = async () => (await about(id))?.told.config;
  await expect.poll(now, { timeout: 20_000 }).toEqual({ say: 'still here' });
});

test('an uninstall ends it, its socket and its token', async () => {
  const id = await installed({});
  const { pid } = await about(id);
  const { body: token } = await askSocket(`${site.workDir}/d/${id}/id/identity.sock`);
  await site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
  expect(await site.ended(id)).toMatchObject({ status: 'Done' });
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(`${site.workDir}/d/${id}`)).toBe(false);
  const answer = await fetch(`${token.server_url}/api/v2/auth/me`, {
    headers: { 'x-platz-token': token.access_token },
  });
  expect(answer.status).toBe(401);
});

test('what is forgotten by force stops by itself', async () => {
  const id = await installed({});
  const { pid } = await about(id);
  expect((await site.admin.delete(`/api/v2/deployments/${id}?force=true`)).status).toBe(204);
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

// The last one: the changed version is the newest from here on.
test('a service whose chart was changed is not started again, and says why', async () => {
  const id = await installed({});
  const chart = `${site.folder}/charts/site/1.0.0/Chart.yaml`;
  const before = readFileSync(chart, 'utf8');
  await runner.kill();
  writeFileSync(chart, `${before}# changed\n`);
  runner = await site.start();
  const reported = async () =>
    (await site.admin.get(`/api/v2/deployments/${id}`)).body.reported_status?.error;
  await expect.poll(reported, { timeout: 10_000 }).toContain('was changed there');
  expect((await partOf(id)).status_color).toEqual(['danger']);
  await runner.kill();
  writeFileSync(chart, before);
  runner = await site.start();
  await expect
    .poll(async () => (await about(id))?.told.deployment, { timeout: 20_000 })
    .toMatchObject({ id });
});

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
