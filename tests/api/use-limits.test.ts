import { siteId } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { accountsSite } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { userTokens } from './token-kit.ts';

const site = await accountsSite();
const { server, admin, made, newAccount, newToken, newOrganization, newProject, withToken, goTo } =
  site;
afterAll(() => server.stop());

const person = await server.as('member@example.test');
const minuteMs = 60_000;
const own = '/api/v2/auth/me';

async function allow(id: string, max_requests_per_minute: number | null) {
  const { status, body } = await admin.put(`/api/v2/token-policies/${id}`, {
    body: { max_requests_per_minute },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.max_requests_per_minute).toBe(max_requests_per_minute);
}

test('a token may be used as often as its policy says, and is told how often that still is', async () => {
  const text = (await made(userTokens, {}, person)).created_token;
  const free = await withToken(text).get(own);
  expect(free.headers['ratelimit']).toBeUndefined();
  await allow(siteId, 3);
  goTo(10 * minuteMs);
  const answers = [];
  for (let n = 0; n < 4; n++) answers.push(await withToken(text).get(own));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers['ratelimit'])).toEqual(
    [2, 1, 0, 0].map((rest) => `"token";r=${rest};t=60`),
  );
  expect(answers[0]?.headers['ratelimit-policy']).toBe('"token";q=3;w=60');
  const last = answers.at(-1);
  if (last) expectErrorBody(last, 'rate_limited');
  expect(last?.headers['retry-after']).toBe('60');
  // Nobody else's, and no session.
  const another = (await made(userTokens, {}, person)).created_token;
  expect((await withToken(another).get(own)).status).toBe(200);
  for (let n = 0; n < 5; n++) expect((await person.get(own)).status).toBe(200);
  goTo(11 * minuteMs);
  expect((await withToken(text).get(own)).status).toBe(200);
  await allow(siteId, null);
  for (let n = 0; n < 5; n++) expect((await withToken(text).get(own)).status).toBe(200);
});

test('an organization limits the accounts at home in it, and the strictest counts', async () => {
  const organization = await newOrganization();
  const { created_token } = await newToken(
    (await newAccount({ home_id: await newProject(organization) })).id,
  );
  const elsewhere = await newToken((await newAccount()).id);
  const statuses = async (text: string) => {
    const seen = [];
    for (let n = 0; n < 3; n++) seen.push((await withToken(text).get(own)).status);
    return seen;
  };
  await allow(organization, 2);
  expect(await statuses(created_token)).toEqual([200, 200, 429]);
  expect(await statuses(elsewhere.created_token)).toEqual([200, 200, 200]);
  await allow(siteId, 1);
  goTo(20 * minuteMs);
  expect(await statuses(created_token)).toEqual([200, 429, 429]);
  await allow(siteId, null);
});

test('what was refused for it is counted as that', async () => {
  const { id, created_token } = await made(userTokens, {}, person);
  await allow(siteId, 1);
  goTo(30 * minuteMs);
  for (let n = 0; n < 3; n++) await withToken(created_token).get(own);
  await allow(siteId, null);
  await expect
    .poll(async () => (await person.get(`${userTokens}/${id}/usage`)).body.total, { timeout: 8000 })
    .toMatchObject({ accepted: 1, rate_limited: 2 });
});

test.each([0, -1, 1.5, 1_000_001, '60'])('%s is no limit', async (max_requests_per_minute) => {
  const answer = await admin.put(`/api/v2/token-policies/${siteId}`, {
    body: { max_requests_per_minute },
  });
  expectErrorBody(answer, 'invalid_request');
  expect(answer.body.fields[0].field).toBe('max_requests_per_minute');
});
