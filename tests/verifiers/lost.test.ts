import { createServer, request as httpRequest } from 'node:http';
import { afterAll, afterEach, expect, test } from 'vitest';
import { verifySite } from '../verify/verify-kit.ts';
import { becomes, closeAll, rawVerifier, verifierAccount, verifierAt } from './verifiers-kit.ts';

const site = await verifySite();
const { admin, server } = site;
const own = await verifierAccount(site);
afterEach(closeAll);
afterAll(() => server.stop());

const revoke = (token: { id: string }) =>
  admin.post(`/api/v2/service-account-tokens/${token.id}/revoke`);

test('one that stops reading, or whose connection is cut, is waited for, and no longer than its lease', async () => {
  const { token } = await site.account();
  const [here, gone] = [
    await rawVerifier(server.url, own.token.text),
    await rawVerifier(server.url, own.token.text),
  ];
  here.say({ type: 'ask', id: 1, token: token.text });
  expect(await here.next('answer')).toMatchObject({ id: 1, entry: 1, answer: { valid: true } });
  gone.say({ type: 'ask', id: 1, token: token.text });
  await gone.next('answer');
  const ends: number[] = [];
  for (const one of [here, gone]) {
    const pinged = performance.now();
    one.say({ type: 'ping', id: 1 });
    const { ms } = await one.next('lease');
    // No clock within 1 % of this one can say that the lease lasts any longer.
    ends.push(pinged + 0.98 * ms);
  }
  here.raw.pause();
  gone.raw.terminate();
  const { confirmed } = await revoke(token);
  expect(performance.now()).toBeGreaterThanOrEqual(Math.max(...ends));
  expect(confirmed?.took_ms).toBeLessThan(3500);
  here.raw.resume();
  expect(await here.next('forget')).toEqual({ type: 'forget', seq: 1, entries: [1] });
});

test('one that left is not waited for, and one hears nothing of tokens that it was not asked about', async () => {
  const { token } = await site.account();
  const [here, gone] = [
    await rawVerifier(server.url, own.token.text),
    await rawVerifier(server.url, own.token.text),
  ];
  gone.say({ type: 'ask', id: 1, token: token.text });
  gone.say({ type: 'ping', id: 1 });
  await gone.next('lease');
  gone.say({ type: 'left' });
  here.say({ type: 'ping', id: 1 });
  await here.next('lease');
  const { confirmed } = await revoke(token);
  expect(confirmed?.took_ms).toBeLessThan(1500);
  here.say({ type: 'ping', id: 2 });
  await here.next('lease');
  expect(here.heard()).toEqual(['lease', 'lease']);
});

test('without a server nothing is answered from before, and once it is back all is asked anew', async () => {
  const { token } = await site.account();
  const here = verifierAt({ url: server.url, token: own.token.text });
  expect(await here.verify(token.text)).toMatchObject({ valid: true });
  const restarted = server.restart();
  await expect.poll(() => here.verifyNow(token.text), { interval: 5 }).toBeUndefined();
  await becomes(here, 'lost');
  expect(await here.verify(token.text)).toMatchObject({ valid: false, code: 'unavailable' });
  await restarted;
  await becomes(here, 'live');
  expect(here.verifyNow(token.text)).toBeUndefined();
  expect(await here.verify(token.text)).toMatchObject({ valid: true });
});

test('where no socket gets through, it refuses; or asks each time, as it was told to', async () => {
  const { token } = await site.account();
  const proxy = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const onward = httpRequest(new URL(url, server.url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  proxy.on('upgrade', (_request, socket) => socket.destroy());
  const { port } = proxy.address() as { port: number };
  const options = { url: `http://127.0.0.1:${port}`, token: own.token.text };
  const [refusing, asking] = [
    verifierAt(options),
    verifierAt({ ...options, onLost: 'ask' as const }),
  ];
  await becomes(refusing, 'lost');
  expect(refusing.state).toMatchObject({ code: null, message: expect.stringContaining('proxy') });
  expect(await refusing.verify(token.text)).toMatchObject({ code: 'unavailable' });
  expect(await asking.verify(token.text)).toMatchObject({ valid: true });
  await revoke(token);
  expect(await asking.verify(token.text)).toMatchObject({ valid: false, code: 'revoked' });
  proxy.closeAllConnections();
  proxy.close();
});

test('what is no word of a verifier ends its connection, and what is no question only that', async () => {
  const here = await rawVerifier(server.url, own.token.text);
  here.say({ type: 'ask', id: 7, token: 'x', permission: 'Not one' });
  expect(await here.next('refused')).toMatchObject({ id: 7, code: 'invalid_request' });
  const closed = new Promise((resolve) => here.raw.once('close', resolve));
  here.say({ type: 'sing' });
  expect(await closed).toBe(1002);
});
