import { afterAll, expect, test } from 'vitest';
import { accountsSite } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { userTokens } from './token-kit.ts';

const site = await accountsSite();
const { server, admin, made, me, withToken } = site;
afterAll(() => server.stop());

let people = 0;
async function personWithTokens(count: number) {
  const person = await server.as(`deleter-${++people}@team.test`);
  const id: string = (await person.get('/api/v2/auth/me')).body.User.id;
  const tokens = [];
  for (let n = 0; n < count; n++) tokens.push(await made(userTokens, { name: `t${n}` }, person));
  return { person, id, tokens };
}

test('deleting all of one’s tokens spares the one that makes the call, and says so', async () => {
  const { person, id, tokens } = await personWithTokens(3);
  const [calling, ...others] = tokens;
  await person.post(`${userTokens}/${others[0].id}/rotate`);
  const { status, body } = await withToken(calling.created_token).delete(userTokens);
  expect([status, body]).toEqual([200, { deleted: 2, spared: calling.id }]);
  expect((await me(calling.created_token)).status).toBe(200);
  for (const one of others) {
    expectErrorBody(await me(one.created_token), 'token_revoked');
    expectErrorBody(await person.get(`${userTokens}/${one.id}`), 'not_found');
    expectErrorBody(await person.post(`${userTokens}/${one.id}/regenerate`), 'not_found');
  }
  expect((await person.get(userTokens)).body.num_total).toBe(1);
  const { items } = (
    await admin.get(`/api/v2/audit-events?target_id=${id}&action=user_token.delete_all`)
  ).body;
  expect(items.map(({ details }: { details: unknown }) => details)).toEqual([
    { deleted: 2, spared_id: calling.id },
  ]);
});

test('with a session, all go; again there is nothing to delete, and nothing on record', async () => {
  const { person, id, tokens } = await personWithTokens(2);
  await person.post(`${userTokens}/${tokens[0].id}/revoke`);
  expect((await person.delete(userTokens)).body).toEqual({ deleted: 2, spared: null });
  expect((await person.delete(userTokens)).body).toEqual({ deleted: 0, spared: null });
  const events = await admin.get(
    `/api/v2/audit-events?target_id=${id}&action=user_token.delete_all`,
  );
  expect(events.body.num_total).toBe(1);
  expect((await person.get('/api/v2/auth/me')).status).toBe(200);
});

test('a person’s tokens are deleted by themselves and by administrators, and by nobody else', async () => {
  const { person, id, tokens } = await personWithTokens(1);
  const stranger = await server.as('stranger@team.test');
  const own = await made(userTokens, {}, stranger);
  expectErrorBody(await stranger.delete(`${userTokens}?user_id=${id}`), 'forbidden');
  expect((await me(tokens[0].created_token)).status).toBe(200);
  expect((await admin.delete(`${userTokens}?user_id=${id}`)).body).toEqual({
    deleted: 1,
    spared: null,
  });
  expectErrorBody(await me(tokens[0].created_token), 'token_revoked');
  expect((await me(own.created_token)).status).toBe(200);
  expect((await person.get(userTokens)).body.num_total).toBe(0);
  const nobody = '01890000-0000-7000-8000-000000000000';
  expectErrorBody(await admin.delete(`${userTokens}?user_id=${nobody}`), 'not_found');
});

test('an administrator’s own token is spared among their own, not needlessly among others’', async () => {
  const { id } = await personWithTokens(1);
  const calling = await made(userTokens, {});
  const itself = withToken(calling.created_token);
  expect((await itself.delete(`${userTokens}?user_id=${id}`)).body).toEqual({
    deleted: 1,
    spared: null,
  });
  expect((await itself.delete(userTokens)).body.spared).toBe(calling.id);
});

test('streams that deleted tokens opened end', async () => {
  const { person, tokens } = await personWithTokens(1);
  const stream = await fetch(`${server.url}/api/v2/events`, {
    headers: { 'x-platz-token': tokens[0].created_token },
  });
  await person.delete(userTokens);
  // Ends only where the server lets go.
  await stream.text();
});
