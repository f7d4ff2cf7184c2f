import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { node26, root } from '../../scripts/setup/paths.mjs';
import { checkHistory } from '../crash/check-history.ts';
import { seededRandom } from '../crash/random.ts';
import { readStored } from '../crash/stored.ts';
import { nothingAsked, streamChanges } from '../crash/workload.ts';
import { createClient } from '../kit/http-client.ts';
import { openSite, type Site } from '../kit/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite('sqlite');
}, 60_000);
afterAll(() => site.remove());

/** No file of the server may grow beyond so many KiB: to it, a disk that is full. */
const limitKiB = 700;

test('a disk that is full is answered 503 to who would change something, and 200 to who reads', async () => {
  const owner = await site.tokenOf('owner@example.test', { admin: true });
  const stranger = await site.tokenOf('stranger@example.test');
  const { url, end } = await startLimited();
  const clientOf = (secret: string) => createClient(url, { headers: { 'x-platz-token': secret } });
  const asked = nothingAsked();
  const stream = streamChanges({
    owner: clientOf(owner),
    stranger: clientOf(stranger),
    random: seededRandom(3),
    asked,
    prefix: 'full',
    workers: 4,
    goesOn: true,
  });
  const create = () => clientOf(owner).post('/api/v2/user-tokens', { body: { name: 'full-x' } });
  try {
    await expect
      .poll(async () => (await create()).body.code, { timeout: 60_000 })
      .toBe('database_unavailable');
    const refused = await create();
    expect(refused.status).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await clientOf(owner).get('/api/v2/auth/me')).status).toBe(200);
    await stream.stop();
    expect(asked.oddities).toEqual([]);
  } finally {
    await end();
  }
  const stored = await readStored(site.storage);
  const streamed = {
    tokens: stored.tokens.filter(({ name }) => name !== 'full-x'),
    events: stored.events,
    statuses: new Map<string, number>(),
  };
  const own = new Set(streamed.tokens.map(({ id }) => id));
  streamed.events = stored.events.filter(({ tokenId }) => own.has(tokenId));
  expect(checkHistory(asked.attempts, streamed)).toEqual([]);
}, 120_000);

async function startLimited(): Promise<{ url: string; end(): Promise<void> }> {
  // The signal is ignored, so that a write over the limit is an error, as it is on a full disk.
  const script = `trap '' XFSZ; ulimit -f ${limitKiB}; exec "$0" "$@"`;
  const main = `${root}/packages/server/src/main.ts`;
  const child = spawn('bash', ['-c', script, node26, main], {
    cwd: root,
    env: { PATH: process.env['PATH'], KEYWRIGHT_PORT: '0', ...site.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const end = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  for await (const line of createInterface(child.stdout)) {
    const url = /\bOpen (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return { url, end };
    }
  }
  throw new Error('The server did not start.');
}
