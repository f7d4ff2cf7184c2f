import { builtInRoles } from '@keywright/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeUser } from '../../packages/server/src/operator/make-user.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Client } from '../kit/http-client.ts';
import { type AccessSite, accessSite } from './access-kit.ts';
import { made } from './made.ts';

let site: AccessSite;
let admin: Client;
let open: string[];

beforeAll(async () => {
  site = await accessSite();
  admin = site.admin;
  const project = await site.project(await site.organization());
  await site.env(project);
  open = [];
  for (const name of ['playground', 'sandbox']) {
    const body = { name, project_id: project, auto_add_new_users: true };
    open.push((await made(admin.post('/api/v2/envs', { body }))).id);
  }
});
afterAll(() => site.server.stop());

async function expectWelcomed(id: string): Promise<void> {
  const { items } = (await admin.get(`/api/v2/grants?principal_id=${id}`)).body;
  const granted = items.map((grant: { resource: { id: string } }) => grant.resource.id);
  expect(granted.sort()).toEqual([...open].sort());
  for (const grant of items) {
    expect(grant).toMatchObject({
      role: { id: builtInRoles.envUser.id },
      ends_at: null,
      created_by: { id: null },
    });
    const asked = `/api/v2/audit-events?action=grant.create&target_id=${grant.id}`;
    expect((await admin.get(asked)).body.items).toMatchObject([{ details: { owner_id: id } }]);
  }
}

test('a person who signs in for the first time is User of the envs that add new people', async () => {
  const { client, id } = await site.somebody();
  await expectWelcomed(id);
  const { items } = (await client.get('/api/v2/envs')).body;
  expect(items.map((env: { id: string }) => env.id).sort()).toEqual([...open].sort());
});

test('so is one who is invited, and signing in does not add to it', async () => {
  const email = 'invited@team.test';
  const { id } = await made(admin.post('/api/v2/users', { body: { email } }));
  await expectWelcomed(id);
  await site.server.as({ email, picture: 'none' });
  await expectWelcomed(id);
});

test('so is one whom an operator makes', async () => {
  const storage = await openStorage(site.server.database.storage);
  await makeUser(storage, { email: 'shell@team.test', admin: false }, Date.now());
  await storage.close();
  const { body } = await admin.get('/api/v2/users?email=shell@team.test');
  await expectWelcomed(body.items[0].id);
});

test('who was there before an env began to add people is not added', async () => {
  const { id } = await site.somebody();
  const body = { name: 'late', auto_add_new_users: true };
  const late = await made(admin.post('/api/v2/envs', { body }));
  await expectWelcomed(id);
  await admin.delete(`/api/v2/envs/${late.id}`);
});

test('people come in while the envs that add them go and move', async () => {
  for (let round = 0; round < 4; round++) {
    const [home, next] = [await site.organization(), await site.organization()];
    const project = await site.project(home);
    const openEnv = async (name: string): Promise<string> => {
      const body = { name, project_id: project, auto_add_new_users: true };
      return (await made(admin.post('/api/v2/envs', { body }))).id;
    };
    const [going, moving] = [await openEnv('going'), await openEnv('moving')];
    const invite = (at: number) =>
      admin.post('/api/v2/users', { body: { email: `guest-${round}-${at}@team.test` } });
    const [gone, moved, ...guests] = await Promise.all([
      admin.delete(`/api/v2/envs/${going}`),
      admin.post(`/api/v2/projects/${project}/move`, { body: { organization_id: next } }),
      ...[1, 2, 3, 4].map(invite),
    ]);
    expect([gone.status, moved.status]).toEqual([204, 200]);
    for (const guest of guests) {
      expect(guest.status, JSON.stringify(guest.body)).toBe(201);
      const found = `/api/v2/grants?principal_id=${guest.body.id}&within=${next}`;
      const { items } = (await admin.get(found)).body;
      expect(items.map((one: { resource: { id: string } }) => one.resource.id)).toEqual([moving]);
    }
    expect((await admin.delete(`/api/v2/envs/${moving}`)).status).toBe(204);
  }
});
