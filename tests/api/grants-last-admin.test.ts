import { builtInRoles } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { accessSite, type Somebody } from './access-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';

const { organizationAdmin, organizationMember, envAdmin } = builtInRoles;
const site = await accessSite();
afterAll(() => site.server.stop());

const { admin } = site;
const role_id = organizationAdmin.id;
const take = (by: Client, id: string) => by.delete(`/api/v2/grants/${id}`);

/** An organization whose only Admins are these. */
async function ledBy(...people: readonly Somebody[]) {
  const id = await site.organization();
  const founder = await admin.get(`/api/v2/grants?resource_id=${id}&role_id=${role_id}`);
  const grants: string[] = [];
  for (const person of people) grants.push(await site.grant(person.id, id, { role_id }));
  for (const { id } of founder.body.items) expect((await take(admin, id)).status).toBe(204);
  return { id, grants: grants as [string, ...string[]] };
}

test('nobody removes the last Admin of an organization, not even a site administrator', async () => {
  const chief = await site.somebody();
  const { grants } = await ledBy(chief);
  for (const by of [chief.client, admin]) {
    expectErrorBody(await take(by, grants[0]), 'last_admin');
  }
  expect((await admin.get(`/api/v2/grants/${grants[0]}`)).status).toBe(200);
});

test('who makes an organization is its first Admin', async () => {
  const id = await site.organization();
  const { items } = (await admin.get(`/api/v2/grants?resource_id=${id}`)).body;
  expect(items).toMatchObject([{ role: { id: role_id }, principal: { kind: 'user' } }]);
  expectErrorBody(await take(admin, items[0].id), 'last_admin');
});

test('the inactive, service accounts and those with an end do not count as another one', async () => {
  const chief = await site.somebody();
  const { id, grants } = await ledBy(chief);
  const left = await site.somebody();
  await admin.put(`/api/v2/users/${left.id}`, { body: { is_active: false } });
  const passing = await site.somebody();
  const ends_at = new Date(Date.now() + 86_400_000).toISOString();
  const others = [
    await site.grant(left.id, id, { role_id }),
    await site.grant(await site.account(id), id, { role_id }),
    await site.grant(passing.id, id, { role_id, ends_at }),
    await site.grant(passing.id, id, { role_id: organizationMember.id }),
  ];
  expectErrorBody(await take(admin, grants[0]), 'last_admin');
  for (const other of others) expect((await take(admin, other)).status).toBe(204);
});

test('of two Admins who remove each other at once, one is removed and the other is told', async () => {
  const [one, other] = [await site.somebody(), await site.somebody()];
  for (let round = 0; round < 20; round++) {
    const { id, grants } = await ledBy(one, other);
    const [ofOne, ofOther] = grants as [string, string];
    const answers = await Promise.all([take(one.client, ofOther), take(other.client, ofOne)]);
    const [won, told] = answers.map(({ status }) => status).sort();
    expect(won).toBe(204);
    expect([403, 404, 409]).toContain(told);
    const { body } = await admin.get(`/api/v2/grants?resource_id=${id}&role_id=${role_id}`);
    expect(body.num_total).toBe(1);
  }
});

test('of two Admins who leave at once, one stays', async () => {
  const [one, other] = [await site.somebody(), await site.somebody()];
  for (let round = 0; round < 20; round++) {
    const { grants } = await ledBy(one, other);
    const [ofOne, ofOther] = grants as [string, string];
    const answers = await Promise.all([take(one.client, ofOne), take(other.client, ofOther)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  }
});

test('of two Admins of an env who remove each other at once, one is removed and the other is told', async () => {
  const env = await site.env(await site.project(await site.organization()));
  const [one, other] = [await site.somebody(), await site.somebody()];
  for (let round = 0; round < 20; round++) {
    const given = { role_id: envAdmin.id };
    const ofOne = await site.grant(one.id, env, given);
    const ofOther = await site.grant(other.id, env, given);
    const answers = await Promise.all([take(one.client, ofOther), take(other.client, ofOne)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
    const left = (await admin.get(`/api/v2/grants?resource_id=${env}&principal_kind=user`)).body;
    for (const { id } of left.items) await take(admin, id);
  }
});
