import { circumstances } from '../results.ts';
import { type Bound, boundsTable, figure } from './bound.ts';
import { type Candidate, connections } from './candidate.ts';
import { canPin } from './measured-process.ts';
import type { SelfTime } from './profile.ts';
import type { Round, Rounds } from './rounds.ts';
import { medianRatio, type Spread, spreadOf } from './spread.ts';

export interface Measured {
  /** Answers with a body as long as that of `single`. */
  readonly bare: Candidate;
  /** With as many bytes in all, headers counted. */
  readonly bareWhole: Candidate;
  readonly single: Candidate;
  readonly bareBatch: Candidate;
  readonly batch: Candidate;
  readonly peers: readonly Candidate[];
  readonly of: (candidate: Candidate) => readonly Round[];
  readonly rounds: Rounds;
  readonly profile: readonly SelfTime[];
  /** Of what was measured, in a line. */
  readonly versions: string;
}

export function describeRounds(measured: Measured): string {
  const { rounds, profile, versions } = measured;
  const where = canPin
    ? 'the server on one processor, what asks it on the other'
    : 'not kept to processors of their own, which this machine does not let us';
  return [
    `\`npm run bench:verify\`. Each candidate is a process of its own and is asked over ${connections} connections at once, the next`,
    `request when the last was answered; ${where}. In turn, ${rounds.count} rounds`,
    `of ${rounds.ms / 1000} s each; medians, and the quarters beside them. CPU is what the server’s process accounts for itself, all its`,
    'threads, per request. (What PostgreSQL itself spends is not in it.) Ratios are taken round by round.',
    '',
    `${circumstances(new Date())}; ${versions}`,
    '',
    ...boundsTable(boundsOf(measured)),
    '',
    ...candidatesTable(measured),
    '',
    'All better-auth candidates: rate limits off, no telemetry, an owner for each key; SQLite in WAL mode without an fsync for a',
    'commit; in memory with `deferUpdates`. It has no endpoint that verifies a key: `verifyApiKey` is that function behind plain',
    'node:http, the least that makes one of it; its own handler is `GET /api/auth/get-session` with the key in a header. Neither',
    'authenticates a caller, as Keywright and oidc-provider do.',
    '',
    'Where Keywright’s main thread spends its time when it is asked about one token (self time, of what is not idle):',
    '',
    '| function | share |',
    '|---|--:|',
    ...profile.map(({ where, share }) => `| \`${where}\` | ${(share * 100).toFixed(1)} % |`),
  ].join('\n');
}

function boundsOf({ bare, bareWhole, single, batch, peers, of }: Measured): Bound[] {
  const cpu = (one: Candidate) => of(one).map(({ cpuMicros }) => cpuMicros);
  const speed = (one: Candidate) => of(one).map(({ requestsPerSecond }) => requestsPerSecond);
  const times = (peer: Candidate) => medianRatio(speed(single), speed(peer));
  const ofBetterAuth = peers.filter(({ name }) => name.startsWith('better-auth'));
  const perToken = cpu(batch).map((micros) => micros / batch.tokensPerRequest);
  return [
    {
      what: 'CPU for one token, against bare `node:http` with as long a body',
      ...{ measured: medianRatio(cpu(single), cpu(bare)), atMost: 1.3, unit: 'times' },
    },
    {
      what: 'CPU for one token, against bare `node:http` with as many bytes in all',
      ...{ measured: medianRatio(cpu(single), cpu(bareWhole)), atMost: 1.3, unit: 'times' },
    },
    {
      what: 'CPU per token of 100',
      ...{ measured: spreadOf(perToken).median, atMost: 4, unit: 'µs' },
    },
    ...ofBetterAuth
      .filter(({ name }) => name.includes('sqlite'))
      .map(
        (peer): Bound => ({
          what: `throughput against ${peer.name}`,
          ...{ measured: times(peer), atLeast: 20, unit: 'times' },
        }),
      ),
    ...ofBetterAuth
      .filter(({ name }) => name.includes('memory'))
      .map(
        (peer): Bound => ({
          what: `throughput against ${peer.name}`,
          ...{ measured: times(peer), atLeast: 10, unit: 'times' },
        }),
      ),
  ];
}

function candidatesTable({
  bare,
  bareWhole,
  single,
  bareBatch,
  batch,
  peers,
  of,
}: Measured): string[] {
  const cpu = (one: Candidate) => of(one).map(({ cpuMicros }) => cpuMicros);
  const speed = (one: Candidate) => of(one).map(({ requestsPerSecond }) => requestsPerSecond);
  const lines = [bare, bareWhole, single, bareBatch, batch, ...peers].map((one) => {
    const cells = [
      withSpread(spreadOf(cpu(one))),
      figure(medianRatio(cpu(one), cpu(one === batch ? bareBatch : bare))),
      figure(medianRatio(cpu(one), cpu(single))),
      withSpread(spreadOf(speed(one))),
      figure(medianRatio(speed(single), speed(one))),
    ];
    return `| ${one.name} | ${cells.join(' | ')} |`;
  });
  return [
    '| candidate | CPU, µs | × bare | × Keywright’s one | requests/s | Keywright’s one is × faster |',
    '|---|--:|--:|--:|--:|--:|',
    ...lines,
  ];
}

function withSpread({ median, low, high }: Spread): string {
  return `${figure(median)} (${figure(low)} – ${figure(high)})`;
}
