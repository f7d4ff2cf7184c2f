import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { answering } from '../../../tests/kit/answering.ts';
import { type Client, createClient } from './index.ts';

type Answer = (response: ServerResponse) => void;

const refuse =
  (
    status: number,
    code: string,
    headers: Record<string, string> = { 'retry-after': '0' },
  ): Answer =>
  (response) => {
    response.writeHead(status, headers).end(JSON.stringify({ code, message: 'No.' }));
  };
const accept: Answer = (response) => void response.end('{}');
const cut: Answer = (response) =>
  void response.writeHead(200).write('{"half', () => response.destroy());
const page: Answer = (response) => void response.end('<html>Sign in to the network</html>');
const badGateway: Answer = (response) => void response.writeHead(502).end('<h1>Bad gateway</h1>');

/** What came of a call, and the keys of the requests that it took, where the server gives these answers in turn. */
async function outcome(answers: readonly Answer[], call: (client: Client) => Promise<unknown>) {
  const keys: unknown[] = [];
  const url = await answering((request, response) => {
    keys.push(request.headers['idempotency-key']);
    answers[keys.length - 1]?.(response);
  });
  const code = await call(createClient({ url })).then(
    () => 'ok',
    (error) => error.code,
  );
  return { code, requests: keys.length, keys: new Set(keys) };
}

const read = (client: Client) => client.authMe();
const change = (client: Client) => client.createUserToken();
const repeatable = (client: Client) => client.rotateUserToken({ params: { id: 'a-token' } });

test('what changes nothing is tried again, three times in all', async () => {
  expect(await outcome([badGateway, cut, accept], read)).toMatchObject({ code: 'ok', requests: 3 });
  const away = refuse(503, 'provider_unavailable');
  const given = await outcome([away, away, away], read);
  expect(given).toMatchObject({ code: 'provider_unavailable', requests: 3 });
});

test('a change is not, where nobody knows whether it was made', async () => {
  for (const [answer, code] of [
    [cut, 'unreachable'],
    [badGateway, 'unreadable'],
    [refuse(503, 'outcome_unknown'), 'outcome_unknown'],
    [refuse(500, 'internal'), 'internal'],
  ] as const) {
    expect(await outcome([answer], change)).toMatchObject({ code, requests: 1 });
  }
});

test('a change is, where the server says that nothing was done', async () => {
  const answers = [refuse(429, 'rate_limited'), refuse(503, 'database_unavailable'), accept];
  expect(await outcome(answers, change)).toMatchObject({ code: 'ok', requests: 3 });
});

test('a change that can be repeated carries one key made for it', async () => {
  const { code, requests, keys } = await outcome(
    [cut, refuse(503, 'outcome_unknown'), accept],
    repeatable,
  );
  expect({ code, requests, keys: keys.size }).toEqual({ code: 'ok', requests: 3, keys: 1 });
  expect([...keys][0]).toMatch(/^[0-9a-f]{32}$/);
});

test('a refusal, a page of somebody else, and a long wait are told at once', async () => {
  expect(await outcome([refuse(403, 'forbidden')], read)).toMatchObject({ requests: 1 });
  expect(await outcome([page], read)).toMatchObject({ code: 'unreadable', requests: 1 });
  const long = refuse(429, 'rate_limited', { 'retry-after': '3600' });
  expect(await outcome([long], read)).toMatchObject({ code: 'rate_limited', requests: 1 });
});

test('an abort ends the wait between two tries', async () => {
  const stop = new AbortController();
  const url = await answering((_, response) => {
    refuse(503, 'database_unavailable', { 'retry-after': '20' })(response);
    response.on('finish', () => stop.abort(new Error('no more')));
  });
  const call = createClient({ url }).authMe({ signal: stop.signal });
  await expect(call).rejects.toThrow('no more');
});
