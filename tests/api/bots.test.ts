import { afterAll, expect, test } from 'vitest';
import { type Client, createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer();
afterAll(() => server.stop());

const admin = await server.as('admin@example.test');
const member = await server.as('member@example.test');
const adminId: string = (await admin.get('/api/v2/auth/me')).body.User.id;

const bots = '/api/v2/bots';
const tokens = '/api/v2/bot-tokens';
const project = '00000000-0000-8000-8002-000000000002';
let count = 0;

const withToken = (token: string): Client =>
  createClient(server.url, { headers: { 'x-platz-token': token } });

async function newBot(name = `bot ${++count}`): Promise<string> {
  const { status, body } = await admin.post(bots, { body: { display_name: name } });
  expect(status).toBe(201);
  return body.id;
}

async function newToken(botId: string): Promise<{ id: string; itself: Client; secret: string }> {
  const { status, body } = await admin.post(tokens, { body: { bot_id: botId } });
  expect(status).toBe(201);
  return { id: body.id, itself: withToken(body.created_token), secret: body.created_token };
}

test('a bot is made, read, found, renamed and deleted as Platz’s clients do it', async () => {
  const made = await admin.post(bots, { body: { display_name: 'Release robot' } });
  expect(made.status).toBe(201);
  const { id } = made.body;
  expect(made.body).toEqual({
    id,
    created_at: made.body.created_at,
    display_name: 'Release robot',
  });
  expect((await admin.get(`${bots}/${id}`)).body).toEqual(made.body);
  const found = (await admin.get(`${bots}?display_name=RELEASE`)).body;
  expect([found.num_total, found.items]).toEqual([1, [made.body]]);
  const renamed = await admin.put(`${bots}/${id}`, { body: { display_name: 'Robot' } });
  expect([renamed.status, renamed.body.display_name]).toEqual([200, 'Robot']);
  expect((await admin.put(`${bots}/${id}`, { body: {} })).body.display_name).toBe('Robot');
  const deleted = await admin.delete(`${bots}/${id}`);
  expect([deleted.status, deleted.body]).toEqual([204, '']);
  expectErrorBody(await admin.get(`${bots}/${id}`), 'not_found');
  expectErrorBody(await admin.delete(`${bots}/${id}`), 'not_found');
});

test('a bot’s token is shown once, calls as the bot, and is refused once deleted', async () => {
  const bot = await newBot('caller');
  const { body } = await admin.post(tokens, { body: { bot_id: bot } });
  const { created_token, ...row } = body;
  expect(created_token).toMatch(/^kwb_/);
  expect(row).toEqual({
    id: row.id,
    bot_id: bot,
    created_at: row.created_at,
    created_by_user_id: adminId,
  });
  expect((await admin.get(`${tokens}/${row.id}`)).body).toEqual(row);
  const itself = withToken(created_token);
  expect((await itself.get('/api/v2/auth/me')).body).toEqual({
    Bot: (await admin.get(`${bots}/${bot}`)).body,
  });
  expect((await admin.delete(`${tokens}/${row.id}`)).status).toBe(204);
  expectErrorBody(await itself.get('/api/v2/auth/me'), 'token_revoked');
  expectErrorBody(await admin.get(`${tokens}/${row.id}`), 'not_found');
});

test('tokens of bots are listed newest first, and by bot and maker', async () => {
  const [one, other] = [await newBot(), await newBot()];
  const made = [await newToken(one), await newToken(one), await newToken(other)];
  const idsOf = async (query: string) =>
    (await admin.get(`${tokens}?${query}`)).body.items.map(({ id }: { id: string }) => id);
  expect(await idsOf(`bot_id=${one}`)).toEqual([made[1]?.id, made[0]?.id]);
  expect((await idsOf('')).slice(0, 3)).toEqual([made[2]?.id, made[1]?.id, made[0]?.id]);
  expect(await idsOf(`bot_id=${other}&created_by_user_id=${adminId}`)).toEqual([made[2]?.id]);
  expect(await idsOf(`created_by_user_id=${one}`)).toEqual([]);
});

test('a token that no person made says so', async () => {
  const account = await admin.post('/api/v2/service-accounts', {
    body: {
      name: 'maker of tokens',
      grants: [
        {
          resource_id: '00000000-0000-0000-0000-000000000000',
          permissions: ['service_account_token.create'],
        },
      ],
      token: {},
    },
  });
  expect(account.status).toBe(201);
  const bot = await newBot();
  const made = await withToken(account.body.token.created_token).post(tokens, {
    body: { bot_id: bot },
  });
  expect([made.status, made.body.created_by_user_id]).toEqual([201, null]);
});

test('bots are for who administers the site', async () => {
  const bot = await newBot();
  const { id, itself } = await newToken(bot);
  for (const client of [member, itself]) {
    for (const answer of [
      await client.get(bots),
      await client.post(bots, { body: { display_name: 'mine' } }),
      await client.get(`${bots}/${bot}`),
      await client.put(`${bots}/${bot}`, { body: { display_name: 'mine' } }),
      await client.delete(`${bots}/${bot}`),
      await client.get(tokens),
      await client.post(tokens, { body: { bot_id: bot } }),
    ]) {
      expectErrorBody(answer, 'forbidden');
      expect(answer.body.roles).toContain('Site administrator');
    }
  }
  for (const answer of [
    await member.get(`${tokens}/${id}`),
    await member.delete(`${tokens}/${id}`),
  ]) {
    expectErrorBody(answer, 'not_found');
  }
  expectErrorBody(await itself.delete(`${tokens}/${id}`), 'forbidden');
});

test('a bot learns nothing of other bots', async () => {
  const { itself } = await newToken(await newBot());
  const other = await newBot();
  for (const answer of [
    await itself.get(`${bots}/${other}`),
    await itself.put(`${bots}/${other}`, { body: { display_name: 'mine' } }),
    await itself.delete(`${bots}/${other}`),
    await itself.post(tokens, { body: { bot_id: other } }),
  ]) {
    expectErrorBody(answer, 'not_found');
  }
});

test('an account of a project is no bot', async () => {
  const { body } = await admin.post('/api/v2/service-accounts', {
    body: { name: 'of a project', home_id: project, token: {} },
  });
  expectErrorBody(await admin.get(`${bots}/${body.id}`), 'not_found');
  expectErrorBody(
    await admin.put(`${bots}/${body.id}`, { body: { display_name: 'x' } }),
    'not_found',
  );
  expectErrorBody(await admin.delete(`${bots}/${body.id}`), 'not_found');
  expectErrorBody(await admin.post(tokens, { body: { bot_id: body.id } }), 'not_found');
  expectErrorBody(await admin.get(`${tokens}/${body.token.id}`), 'not_found');
  expectErrorBody(await admin.delete(`${tokens}/${body.token.id}`), 'not_found');
  expect((await admin.get(`${bots}?display_name=of a project`)).body.num_total).toBe(0);
  expect((await admin.get(`${tokens}?bot_id=${body.id}`)).body.num_total).toBe(0);
});

test('two bots do not share a name, however it is written', async () => {
  const id = await newBot('Straße ﬁve');
  for (const name of ['straße ﬁve', 'STRASSE FIVE', 'Straße  five', 'STRASSE fi\u0076e']) {
    expectErrorBody(await admin.post(bots, { body: { display_name: name } }), 'conflict');
  }
  const other = await newBot();
  expectErrorBody(
    await admin.put(`${bots}/${other}`, { body: { display_name: 'strasse five' } }),
    'conflict',
  );
  expect(
    (await admin.put(`${bots}/${id}`, { body: { display_name: 'STRASSE FIVE' } })).status,
  ).toBe(200);
});

test('of many who make or take one name at once, one gets it', async () => {
  const others = await Promise.all(Array.from({ length: 4 }, () => newBot()));
  const name = 'only one';
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => admin.post(bots, { body: { display_name: name } })),
    ...others.map((id) => admin.put(`${bots}/${id}`, { body: { display_name: name } })),
  ]);
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status >= 300)) {
    expectErrorBody(answer, 'conflict');
  }
});

test('a deleted bot’s name is free, its id is not, and the record tells them apart', async () => {
  const first = await newBot('phoenix');
  const { itself } = await newToken(first);
  await itself.get('/api/v2/auth/me');
  await admin.delete(`${bots}/${first}`);
  expectErrorBody(await itself.get('/api/v2/auth/me'), 'token_revoked');
  const second = await newBot('phoenix');
  expect(second).not.toBe(first);
  const eventOf = async (action: string) =>
    (await admin.get(`/api/v2/audit-events?target_id=${first}&action=${action}`)).body.items[0];
  expect((await eventOf('service_account.create')).target.name).toBe('phoenix');
  expect(await eventOf('service_account.delete')).toMatchObject({
    target: { name: 'phoenix' },
    details: { tokens: 1, grants: 0, parent_name: 'Site' },
  });
});

test('a bot that is deleted while its token is in use is refused from then on', async () => {
  const bot = await newBot();
  const { itself } = await newToken(bot);
  let isDeleted = false;
  const late: number[] = [];
  const user = async () => {
    while (late.length < 10) {
      const beganLate = isDeleted;
      const { status } = await itself.get('/api/v2/auth/me');
      if (beganLate) late.push(status);
    }
  };
  const remover = async () => {
    await itself.get('/api/v2/auth/me');
    expect((await admin.delete(`${bots}/${bot}`)).status).toBe(204);
    isDeleted = true;
  };
  await Promise.all([user(), user(), user(), remover()]);
  expect(new Set(late)).toEqual(new Set([401]));
});

test.each<[string, Record<string, unknown>]>([
  ['no name', {}],
  ['an empty name', { display_name: '  ' }],
  ['a name that is no text', { display_name: 7 }],
  ['a name that turns the direction of writing', { display_name: 'a\u202eb' }],
  ['a name too long', { display_name: 'x'.repeat(101) }],
])('a bot with %s is refused', async (_what, body) => {
  const answer = await admin.post(bots, { body });
  expectErrorBody(answer, 'invalid_request');
  expect(answer.body.fields[0].field).toBe('display_name');
});

test('a token for a bot that is not there is refused', async () => {
  expectErrorBody(await admin.post(tokens, { body: { bot_id: adminId } }), 'not_found');
  expectErrorBody(await admin.post(tokens, { body: { bot_id: 'x' } }), 'invalid_request');
  expectErrorBody(await admin.post(tokens), 'invalid_request');
});
