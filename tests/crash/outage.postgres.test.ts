import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerProcess } from '../kit/server-process.ts';
import { openSite, type Site, withToken } from '../kit/site.ts';
import { checkHistory } from './check-history.ts';
import { seededRandom } from './random.ts';
import { readStored } from './stored.ts';
import { nothingAsked, type Stream, streamChanges } from './workload.ts';

const seed = Number(process.env['KEYWRIGHT_TEST_SEED'] ?? Date.now() % 1_000_000);
const outages = [1, 2, 3];
const recoversWithinMs = 15_000;

let site: Site;
let server: ServerProcess;
let secrets: { owner: string; stranger: string };
const random = seededRandom(seed);
const asked = nothingAsked();

beforeAll(async () => {
  console.log(`Outages: KEYWRIGHT_TEST_SEED=${seed}`);
  site = await openSite('postgres');
  const owner = await site.tokenOf('owner@example.test', { admin: true });
  secrets = { owner, stranger: await site.tokenOf('stranger@example.test') };
  server = await site.start();
}, 120_000);
afterAll(async () => {
  await server?.kill();
  await site?.remove();
});

const ready = async () => {
  const { status, body } = await withToken(server, secrets.owner).get('/readyz');
  return `${status} ${body.status}`;
};

function stream(outage: number): Stream {
  return streamChanges({
    owner: withToken(server, secrets.owner),
    stranger: withToken(server, secrets.stranger),
    random,
    asked,
    prefix: `outage-${outage}`,
    workers: 6,
    goesOn: true,
  });
}

test.each(outages)(
  'a database that is killed and comes back is answered 503 meanwhile, and nothing is lost (%i)',
  async (outage) => {
    const changes = stream(outage);
    await changes.answered(10 + random.below(60));
    await site.cluster?.kill();

    // The stream goes on against a database that is not there.
    await changes.answered(40);
    expect(await ready()).toBe('503 database_unavailable');
    const alive = await withToken(server, secrets.owner).get('/healthz');
    expect(alive.status).toBe(200);
    const read = await withToken(server, secrets.owner).get('/api/v2/auth/me');
    expect([read.status, read.body.code]).toEqual([503, 'database_unavailable']);
    expect(Number(read.headers['retry-after'])).toBeGreaterThan(0);

    await site.cluster?.restart();
    await expect.poll(ready, { timeout: recoversWithinMs }).toBe('200 ready');
    const before = acknowledged();
    await expect.poll(acknowledged, { timeout: recoversWithinMs }).toBeGreaterThan(before);
    await changes.stop();

    const stored = await readStored(site.storage);
    const found = { ...stored, statuses: await statuses() };
    expect(checkHistory(asked.attempts, found), `seed ${seed}`).toEqual([]);
    expect(asked.oddities, `seed ${seed}`).toEqual([]);
  },
  120_000,
);

const acknowledged = () =>
  asked.attempts.filter(({ outcome }) => outcome === 'acknowledged').length;

async function statuses(): Promise<Map<string, number>> {
  const all = new Map<string, number>();
  for (const { id, secret } of asked.known) {
    all.set(id, (await withToken(server, secret).get('/api/v2/auth/me')).status);
  }
  return all;
}
