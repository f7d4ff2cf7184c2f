import { afterAll, afterEach, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { type LiveEvents, openLiveEvents } from '../kit/live-events.ts';
import { accessSite } from './access-kit.ts';
import { entity, registeredType } from './entities-kit.ts';

const site = await accessSite();
const { admin, server } = site;
afterAll(() => server.stop());

const open: LiveEvents[] = [];
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});

async function listen(client: Client): Promise<LiveEvents> {
  const stream = await openLiveEvents(server.url, client.credentialHeaders());
  open.push(stream);
  expect(await stream.next()).toEqual({ kind: 'resync' });
  return stream;
}

/** The next event of this kind about this row; what comes before it is returned too. */
async function until(stream: LiveEvents, kind: string, id: string) {
  const before: { kind: string; id: string }[] = [];
  for (;;) {
    const event = await stream.next();
    if (event.kind === kind && event.id === id) return before;
    before.push(event);
  }
}

const project = await site.project(await site.organization());
const rename = (id: string, name: string) =>
  admin.patch(`/api/v2/entities/${id}`, { body: { name } });

test('who may list an entity hears that it changed or went; who may not hears nothing of it', async () => {
  const [inside, outside] = [await site.somebody(), await site.somebody()];
  const [one, other] = [
    await entity(admin, { project_id: project }),
    await entity(admin, { project_id: project }),
  ];
  await site.grant(inside.id, project, { permissions: ['channel.list'] });
  await site.grant(outside.id, other, { permissions: ['channel.list'] });
  const [near, far] = [await listen(inside.client), await listen(outside.client)];
  await rename(one, 'renamed');
  await until(near, 'entity', one);
  await rename(other, 'renamed too');
  expect((await until(far, 'entity', other)).map(({ id }) => id)).not.toContain(one);
  await admin.delete(`/api/v2/entities/${one}`);
  await until(near, 'entity', one);
});

test('so do those of registered types, by one permission of theirs', async () => {
  await registeredType(site, 'kiln', ['create', 'list', 'update', 'fire']);
  const { client, id } = await site.somebody();
  await site.grant(id, project, { permissions: ['kiln.list'] });
  const stream = await listen(client);
  const kiln = await entity(admin, { project_id: project, type: 'kiln' });
  await until(stream, 'entity', kiln);
});

test('with whom an entity is shared hears of the share, and of its end with the entity', async () => {
  const { client, id } = await site.somebody();
  const shared = await entity(admin, { project_id: project });
  const stream = await listen(client);
  const { body } = await admin.post(`/api/v2/entities/${shared}/share`, {
    body: { principal_id: id, operations: ['read'] },
  });
  await until(stream, 'grant', body.id);
  await admin.delete(`/api/v2/entities/${shared}`);
  await until(stream, 'grant', shared);
});
