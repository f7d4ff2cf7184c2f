// npm run bench:verifier: what checking a token inside a program costs, by itself and as middleware of Fastify.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from '@keywright/sdk';
import { createVerifier, type Verifier } from '@keywright/sdk/verifier';
import { openSite } from '../../tests/kit/site.ts';
import { circumstances, writeSection } from '../results.ts';

const checks = 50_000;
const parts = 20;
const rounds = 16;
const requestsARound = 8000;
const connections = 16;
const permission = 'channel.publish';

const site = await openSite('sqlite');
const server = await site.start();
const own = await site.tokenOf('admin@example.test', { admin: true });
const keywright = createClient({ url: server.url, token: own });
const { id: organization_id } = await keywright.createOrganization({ body: { name: 'Acme' } });
const { id: project } = await keywright.createProject({ body: { name: 'Radio', organization_id } });
const account = await keywright.createServiceAccount({
  body: {
    name: 'caller',
    home_id: project,
    grants: [{ resource_id: project, permissions: [permission] }],
    token: { name: 'caller' },
  },
});
const token = account.token?.created_token ?? '';

const verifier = createVerifier({ url: server.url, token: own });
await verifier.verify(token, { permission, resource: project });
await verifier.verify(token);
const checked = {
  'a token alone': await least(() => microsecondsOf(verifier, () => undefined)),
  'with a permission on a resource': await least(() =>
    microsecondsOf(verifier, () => ({ permission, resource: project })),
  ),
};
verifier.close();

const bare = await startFastify('bare');
const guarded = await startFastify('protected', server.url, own, project);
const shares: number[] = [];
const spent: { bare: number; guarded: number }[] = [];
for (let round = 0; round < rounds; round++) {
  // One after the other in turn: whatever else the machine does then is the same for both.
  const one = { bare: await bare.cpuPerRequest(), guarded: await guarded.cpuPerRequest() };
  if (round === 0) continue;
  spent.push(one);
  shares.push(one.guarded / one.bare - 1);
}
for (const one of [bare, guarded]) one.stop();
await server.stop();
await site.remove();

const text = `${circumstances(new Date())}

| checked, as it is kept | microseconds |
|---|---|
${Object.entries(checked)
  .map(([what, us]) => `| ${what} | ${us.toFixed(2)} |`)
  .join('\n')}

Fastify with one route: CPU of its process per request, ${rounds - 1} rounds of ${requestsARound} requests in turn.

| | microseconds |
|---|---|
| bare | ${median(spent.map((one) => one.bare)).toFixed(1)} |
| protected by requirePermission | ${median(spent.map((one) => one.guarded)).toFixed(1)} |

By the least of each, which is what the rest of the machine disturbed least, it adds ${(100 * (leastOf('guarded') / leastOf('bare') - 1)).toFixed(1)} %;
by the median of the rounds ${(100 * median(shares)).toFixed(1)} % (${shares.map((share) => (100 * share).toFixed(1)).join(', ')}).`;
console.log(text);
writeSection('Checking tokens inside a program', text);

/** A token as a header brings it: another text each time, though its letters are the same. */
function microsecondsOf(
  verifier: Verifier,
  askedOf: () => { permission: string; resource: string } | undefined,
): number {
  const sent = Array.from({ length: 1000 }, () => Buffer.from(token).toString('latin1'));
  let valid = 0;
  const begun = performance.now();
  for (let n = 0; n < checks; n++) {
    if (verifier.verifyNow(sent[n % 1000] as string, askedOf())?.valid) valid += 1;
  }
  const ms = performance.now() - begun;
  if (valid !== checks)
    throw new Error(`${checks - valid} checks were not answered by what is kept.`);
  return (1000 * ms) / checks;
}

/** The least of some parts, for what else runs on the machine only ever adds; in between, the lease is renewed. */
async function least(measure: () => number): Promise<number> {
  const measured: number[] = [];
  for (let part = 0; part < parts; part++) {
    measured.push(measure());
    await turn(20);
  }
  return Math.min(...measured);
}

async function startFastify(...args: string[]) {
  const child = fork(fileURLToPath(new URL('fastify.ts', import.meta.url)), args);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { authorization: `Bearer ${token}` };
  const call = async () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    request({ host: '127.0.0.1', port, agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`Answered with ${answer.statusCode}.`));
      answer.resume().once('end', resolve);
    })
      .once('error', reject)
      .end();
    await promise;
  };
  const cpu = async () => {
    child.send('cpu');
    const [said] = (await once(child, 'message')) as [{ cpu: number }];
    return said.cpu;
  };
  return {
    async cpuPerRequest() {
      const before = await cpu();
      const worker = async () => {
        for (let n = 0; n < requestsARound / connections; n++) await call();
      };
      await Promise.all(Array.from({ length: connections }, worker));
      return ((await cpu()) - before) / requestsARound;
    },
    stop: () => child.kill(),
  };
}

function leastOf(which: 'bare' | 'guarded'): number {
  return Math.min(...spent.map((one) => one[which]));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
