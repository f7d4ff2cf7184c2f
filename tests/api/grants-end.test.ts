import { builtInRoles } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { accessSite } from './access-kit.ts';

const { envUser } = builtInRoles;
let now = Date.now();
const site = await accessSite(() => now);
afterAll(() => site.server.stop());

const { admin } = site;
const env = await site.env(await site.project(await site.organization()));

test.each([
  ['a role', { role_id: envUser.id }],
  ['a bare list', { permissions: ['env.read'] }],
])(
  'a grant of %s holds until its end, is then shown as ended, and can be given anew',
  async (_says, what) => {
    const person = await site.somebody();
    const ends_at = new Date(now + 60_000).toISOString();
    const id = await site.grant(person.id, env, { ...what, ends_at });
    const seen = async () => (await person.client.get(`/api/v2/envs/${env}`)).status;
    const listed = async (state: string) =>
      (await admin.get(`/api/v2/grants?principal_id=${person.id}&state=${state}`)).body.num_total;
    now += 59_999;
    expect([await seen(), await listed('active'), await listed('ended')]).toEqual([200, 1, 0]);
    now += 1;
    expect([await seen(), await listed('active'), await listed('ended')]).toEqual([404, 0, 1]);
    const { body } = await admin.get(`/api/v2/grants/${id}`);
    expect(body).toMatchObject({ state: 'ended', ends_at });
    const anew = await site.grant(person.id, env, what);
    expect(anew).not.toBe(id);
    expect([await seen(), await listed('active'), await listed('ended')]).toEqual([200, 1, 0]);
  },
);
