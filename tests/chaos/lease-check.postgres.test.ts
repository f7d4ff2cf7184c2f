import { expect, test } from 'vitest';
import { AnswerLog } from './answer-log.ts';
import { checkHistory } from './checker.ts';
import { openStage } from './open-stage.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import { openSiteUnderTest } from './site-under-test.ts';
import { api, clientOf } from './stage.ts';
import { makeToken } from './tokens.ts';

/** One revokes; the others are paused meanwhile, and the second does not look at its lease. */
const servers = 3;
const careless = 1;
const timesAsked = 20;

test('a server that was paused across a revoke answers from memory only where its lease is not looked at, and that is found', async () => {
  const site = await openSiteUnderTest({
    servers,
    withStandby: false,
    envOf: (index) => (index === careless ? { KEYWRIGHT_TEST_NO_LEASE_CHECK: '1' } : {}),
  });
  try {
    const log = new AnswerLog();
    const { stage, asking } = await openStage(site, 1, log);
    const { id } = (await clientOf(stage, stage.admin).get(`${api}/auth/me`)).body.User;
    const standing = 'the administrator is active';
    const holder = { path: `${api}/user-tokens`, owner: { user_id: id }, standing, rights: [] };
    const token = await makeToken(stage, holder, false);
    const question = stage.questions.all.at(-1);
    if (!token || !question) throw new Error('No token was made.');
    const [revoker, ...others] = site.servers as [ServerUnderTest, ServerUnderTest];
    const ask = (server: ServerUnderTest) => asking.verify(server, [question]);

    await Promise.all(site.servers.map(ask));
    for (const server of others) server.pause();
    const revoke = () =>
      clientOf({ ...stage, servers: [revoker] }, stage.admin).post(`${token.path}/revoke`);
    const intent = { ends: [token.life], how: 'revoked while two servers are paused' };
    expect((await stage.ledger.write(intent, revoke)).kind).toBe('acknowledged');
    // What they missed cannot reach them now.
    for (const { proxy } of others) proxy.delay(Number.POSITIVE_INFINITY);
    for (const server of others) server.resume();
    const careful = others.filter(({ index }) => index !== careless).map(ask);
    for (let times = 0; times < timesAsked; times++) {
      await Promise.all(others.filter(({ index }) => index === careless).map(ask));
    }
    for (const { proxy } of others) proxy.delay(0);
    await Promise.all(careful);
    asking.close();

    const { writes } = stage.ledger;
    const { findings } = checkHistory({ writes, questions: stage.questions.all, answers: log });
    expect(stage.ledger.oddities).toEqual([]);
    expect(findings.map(({ kind, answer }) => `${kind} by ${answer.by}`)).toEqual(
      Array.from({ length: timesAsked }, () => `stale yes by ${careless}`),
    );
  } finally {
    await site.remove();
  }
});
