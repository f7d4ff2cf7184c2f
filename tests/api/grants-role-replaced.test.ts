import { afterAll, expect, test } from 'vitest';
import { accessSite } from './access-kit.ts';

const site = await accessSite();
afterAll(() => site.server.stop());

const { admin } = site;
const soon = new Date(Date.now() + 3_600_000).toISOString();
const later = new Date(Date.now() + 7_200_000).toISOString();
const project = await site.project(await site.organization());
const env = await site.env(project);

/** The ends of what a person holds, once the one role has turned to the other. */
async function endsOf(person: string, from: string, to: string) {
  const asked = `/api/v2/roles/${from}?replacement_id=${to}`;
  expect((await admin.delete(asked)).status).toBe(204);
  const { items } = (await admin.get(`/api/v2/grants?principal_id=${person}`)).body;
  for (const { role } of items) expect(role.id).toBe(to);
  return items.map(({ ends_at }: { ends_at: string | null }) => ends_at);
}

test.each([
  ['the old one never ends', null, soon, null],
  ['the new one never ends', soon, null, null],
  ['the old one ends later', later, soon, later],
  ['the new one ends later', soon, later, later],
  ['both never end', null, null, null],
])(
  'who holds both roles at one spot keeps one grant, with the later end: %s',
  async (_says, ofOld, ofNew, end) => {
    const { id } = await site.somebody();
    const [from, to] = [
      await site.role(project, ['env.read', 'env.list']),
      await site.role(project, ['env.read']),
    ];
    const ending = (ends_at: string | null) => (ends_at === null ? {} : { ends_at });
    await site.grant(id, env, { role_id: from, ...ending(ofOld) });
    await site.grant(id, env, { role_id: to, ...ending(ofNew) });
    expect(await endsOf(id, from, to)).toEqual([end]);
  },
);

test('at other spots each grant turns by itself, and lists follow', async () => {
  const { id, client } = await site.somebody();
  const [from, to] = [
    await site.role(project, ['env.read', 'env.list']),
    await site.role(project, ['env.read']),
  ];
  const kind_id = await site.kind();
  await site.grant(id, env, { role_id: from });
  await site.grant(id, env, { role_id: to, kind_id });
  await site.grant(id, project, { role_id: from });
  const seen = async () => (await client.get('/api/v2/envs')).body.num_total;
  expect(await seen()).toBe(1);
  expect(await endsOf(id, from, to)).toEqual([null, null, null]);
  expect(await seen()).toBe(0);
  expect((await client.get(`/api/v2/envs/${env}`)).status).toBe(200);
});
