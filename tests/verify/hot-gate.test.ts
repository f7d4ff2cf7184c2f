import { siteId } from '@keywright/contract';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Answer } from '../kit/http-client.ts';
import { verifySite } from './verify-kit.ts';

const site = await verifySite();
const { gateway, server } = site;
afterAll(() => server.stop());
const home = await site.organization('Fir');
const [known, scoped, theirs] = [
  await site.account({ name: 'Ünïcode "quoted" \u2028' }),
  await site.account({ token: { name: 'scoped', access: 'scoped' } }),
  await site.account({ home_id: home }),
];
const revoked = await site.account();
await site.admin.post(`/api/v2/service-account-tokens/${revoked.token.id}/revoke`);
const texts = [known, scoped, theirs, revoked].map(({ token }) => token.text);

/** Read before the framework looks at it; and by the framework, which reads it the same and is told of more headers. */
const hot = (body: string) => ask('application/json', body);
const usual = (body: string) => ask('application/vnd.api+json', body);

async function ask(type: string, body: string): Promise<Answer> {
  return gateway.post('/api/v2/verify', { body, headers: { 'content-type': type } });
}

function comparable({ status, headers, body }: Answer) {
  const { 'x-request-id': requestId, date, ...others } = headers;
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(date).toBeDefined();
  const { request_id: _, ...told } = body;
  const { 'content-length': length, ...rest } = others;
  return {
    status,
    headers: status === 200 ? { ...rest, length } : rest,
    told: JSON.stringify(told),
  };
}

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.constantFrom(...texts).map((one) => `${one.slice(0, -1)}A`) },
  { weight: 1, arbitrary: fc.string() },
);
const odd = fc.oneof(fc.integer(), fc.constant(null), fc.string(), fc.object({ maxDepth: 2 }));
const question = fc.record(
  {
    token: fc.oneof({ weight: 12, arbitrary: text }, { weight: 1, arbitrary: odd }),
    permission: fc.oneof(
      fc.constantFrom('env.read', 'token.verify', 'channel.publish'),
      fc.constantFrom('env.fly', 'robot.start', '', 'constructor', 'toString'),
    ),
    resource: fc.constantFrom(siteId, home, home.toUpperCase(), 'no-id', '__proto__'),
    project: fc.constantFrom(home, siteId),
    audience: fc.constantFrom(server.url, `${server.url}/`, 'https://other.test'),
    client_address: fc.constantFrom('10.0.0.1', '010.0.0.1', '1.2.3', '1.2.3.4.', '::1', 'me'),
    other: odd,
  },
  { requiredKeys: ['token'] },
);
const body = fc
  .oneof(
    { weight: 4, arbitrary: question },
    { weight: 2, arbitrary: fc.record({ items: fc.array(question, { maxLength: 5 }) }) },
    { weight: 1, arbitrary: fc.record({ items: fc.array(question), token: text }) },
    { weight: 1, arbitrary: odd },
  )
  .map((value) => JSON.stringify(value));

const written = [
  '',
  'null',
  '[]',
  '{',
  '{"token":"a","token":"b"}',
  `{"__proto__":{"token":"x"},"token":"${texts[0]}"}`,
  `{"token":"${texts[0]}","constructor":{"prototype":{"isAdmin":true}}}`,
  `{"items":[{"token":"${texts[0]}"}],"items":[]}`,
  `\ufeff{"token":"${texts[0]}"}`,
  `{"token":"\ud800"}`,
  `{"token":"${texts[0]}","resource":"${home}"}`,
  `${'['.repeat(40)}${']'.repeat(40)}`,
  `{"items":[${Array.from({ length: 101 }, () => '{"token":"x"}').join()}]}`,
  `{"items":[${Array.from({ length: 100 }, () => `{"token":"${texts[0]}"}`).join()}]}`,
];

test('what is answered before the framework is what the framework would have answered', async () => {
  const same = async (sent: string) => {
    // Once before, so that both find it in memory.
    await usual(sent);
    expect(comparable(await hot(sent)), sent).toEqual(comparable(await usual(sent)));
  };
  for (const one of written) await same(one);
  await fc.assert(fc.asyncProperty(body, same), { numRuns: 60 });
});

test('most is answered before the framework: what it logs is not there', async () => {
  const lines = () => server.log().filter((line) => line.includes('"/api/v2/verify"')).length;
  await usual(JSON.stringify({ token: texts[0] }));
  const before = lines();
  for (let n = 0; n < 20; n++)
    await hot(JSON.stringify({ token: texts[0], permission: 'env.read' }));
  expect(lines() - before).toBeLessThan(3);
  const metrics = (await server.anonymous().get('/metrics')).body as string;
  expect(metrics).toMatch(
    /requests_total\{method="POST",route="\/api\/v2\/verify",status="200"\} \d{2,}/,
  );
});
