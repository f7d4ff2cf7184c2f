import { afterAll, afterEach, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { asClient, openPlatzSocket, type PlatzSocket, tokenBeside } from '../kit/platz-socket.ts';
import { runnerSite } from './runner-kit.ts';

const site = await runnerSite();
const { server, admin, env, project, made } = site;
afterAll(() => server.stop());

const otherEnv: string = (await made('envs', { name: 'staging', project_id: project })).id;
const [here, there] = [await site.runner(), await site.runner(otherEnv)];
const [mine, theirs] = [await site.deploy(here.cluster), await site.deploy(there.cluster)];
await here.work();
await there.work();

const open: PlatzSocket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.raw.terminate();
});

async function listen(client: Client, ...tables: readonly (readonly [string, string?])[]) {
  const socket = await openPlatzSocket(server.url, asClient(server.url, client));
  open.push(socket);
  for (const [table, envId] of tables) socket.subscribe(table, envId);
  await socket.settled();
  return socket;
}

const describe = (id: string, words: string) =>
  admin.put(`/api/v2/deployments/${id}`, { body: { description_md: words } });

test('of deployments and tasks of one env, where that is asked for', async () => {
  const socket = await listen(admin, ['deployments', env], ['deployment_tasks', env]);
  await describe(theirs, 'not heard');
  await site.invoke(theirs);
  await describe(mine, 'heard');
  const { id } = await site.invoke(mine);
  expect(await socket.next()).toEqual({
    operation: 'UPDATE',
    table: 'deployments',
    env_id: env,
    data: { id: mine },
  });
  expect(await socket.next()).toEqual({
    operation: 'INSERT',
    table: 'deployment_tasks',
    env_id: env,
    data: { id },
  });
});

test('a task’s whole life is told, from its making to its end', async () => {
  const socket = await listen(admin, ['deployment_tasks', otherEnv]);
  await there.work();
  const { id } = await site.invoke(theirs);
  const claimed = await there.take();
  await there.progress(claimed, { output: 'Hello' });
  await there.result(claimed);
  const last = (await site.invoke(theirs)).id;
  const heard: string[] = [];
  for (let event = await socket.next(); event.data.id !== last; event = await socket.next()) {
    if (event.data.id === id) heard.push(event.operation);
  }
  expect(heard.slice(0, 1)).toEqual(['INSERT']);
  expect(heard.filter((operation) => operation === 'UPDATE')).toHaveLength(3);
});

test('a deployment listens with its own token, for what it was granted, until it is disabled', async () => {
  const id = await site.deploy(here.cluster);
  await here.work();
  const permissions = ['deployment.list'];
  await made('grants', { principal_id: id, resource_id: mine, permissions });
  const { access_token } = (await here.tokenFor(id)).body;
  const socket = await openPlatzSocket(server.url, tokenBeside(access_token));
  open.push(socket);
  socket.subscribe('deployments');
  await socket.settled();
  await describe(theirs, 'not heard');
  await describe(mine, 'heard again');
  expect(await socket.next()).toMatchObject({ data: { id: mine } });
  await admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
  expect(await socket.closed).toBe(3000);
});
