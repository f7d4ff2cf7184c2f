// npm run bench:verify -- [--rounds 15] [--ms 600] [--dry]: what asking for a token costs, against the floor and against peers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePrograms, postgres } from '../../tests/kit/install-programs.ts';
import { startPostgresCluster } from '../../tests/kit/postgres-cluster.ts';
import { writeSection } from '../results.ts';
import { answerBytes } from './answer-bytes.ts';
import type { Candidate } from './candidate.ts';
import { startBare } from './candidates/bare.ts';
import { startBetterAuth } from './candidates/better-auth.ts';
import { startKeywright } from './candidates/keywright.ts';
import { startOidcProvider } from './candidates/oidc-provider.ts';
import { startLoad } from './load/load.ts';
import { installPeers, peerVersion } from './peers.ts';
import { postgresVersion } from './postgres-version.ts';
import { longestSelfTimes } from './profile.ts';
import { describeRounds } from './report.ts';
import { runRounds } from './rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    ms: { type: 'string', default: '600' },
    dry: { type: 'boolean', default: false },
  },
});
const rounds = { count: Number(values.rounds), ms: Number(values.ms), warmUpMs: 2000 };

const folder = mkdtempSync(join(tmpdir(), 'keywright-bench-verify-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // By way of `exit`, so that what was started is ended.
  process.once(signal, () => process.exit(1));
}

ensurePrograms([postgres]);
installPeers();
const cluster = await startPostgresCluster({ durable: true });
const database = await postgresVersion(cluster.url);
const load = startLoad();

const [single, batch] = await startKeywright(join(folder, 'keywright'));
const [bytes, batchBytes] = [await answerBytes(single.plan), await answerBytes(batch.plan)];
const bare = await startBare('node:http', single.plan, bytes.body);
const bareHead = (await answerBytes(bare.plan)).head;
// Keywright's answers have headers for browsers' sake, which the bare server's have not.
const wholeBytes = bytes.body + bytes.head - bareHead;
const bareWhole = await startBare('node:http, headers counted', single.plan, wholeBytes);
const bareBatch = await startBare('node:http, a hundred', batch.plan, batchBytes.body);
const peers: Candidate[] = [
  ...(await startBetterAuth('sqlite', join(folder, 'better-auth.db'))),
  ...(await startBetterAuth('postgres', cluster.url)),
  ...(await startBetterAuth('memory', ':memory:')),
  await startOidcProvider(),
];
const candidates = [bare, bareWhole, single, bareBatch, batch, ...peers];
const measured = await runRounds(candidates, load, rounds);
const profile = await longestSelfTimes(single, load);
for (const { process } of new Set(candidates)) await process.kill();
await cluster.stop();

const text = describeRounds({
  ...{ bare, bareWhole, single, bareBatch, batch, peers, rounds, profile },
  of: (candidate) => measured.get(candidate) ?? [],
  versions: `${peerVersion('better-auth')}, ${peerVersion('oidc-provider')}, ${database}`,
});
console.log(text);
if (!values.dry) writeSection('Verification over HTTP', text);
load.end();
process.exit();
