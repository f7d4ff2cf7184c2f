import { circumstances } from '../results.ts';
import { boundsTable, figure } from '../verify/bound.ts';
import { medianRatio, quantile, spreadOf } from '../verify/spread.ts';
import type { Cached } from './cached-checks.ts';
import type { InProcess } from './in-process.ts';

export function describeInProcess(measured: InProcess): string {
  const { cached, bytesOfTen, bytesOfOne, misses } = measured;
  const [least, same, ofMillion, most] = cached as [Cached, Cached, Cached, Cached];
  return [
    '`npm run bench:plane`. What `POST /api/v2/verify` calls (`Verification.verifyNow`), called directly, on SQLite: it judges the',
    'caller’s token and the one it is asked about. Rounds in turn; microseconds of the thread’s CPU for one verification. Each account has ten tokens;',
    'bytes are those on the heap and outside, after a collection.',
    '',
    circumstances(new Date()),
    '',
    ...boundsTable([
      {
        what: `a cached verification, ${nameOf(most)}`,
        ...{ measured: spreadOf(most.micros).median, atMost: 2, unit: 'µs' },
      },
      {
        what: `${nameOf(ofMillion)}, against ${nameOf(same)}`,
        ...{ measured: medianRatio(ofMillion.micros, same.micros), atMost: 1.3, unit: 'times' },
      },
      {
        what: `${nameOf(ofMillion)}, against ${nameOf(least)}`,
        ...{ measured: medianRatio(ofMillion.micros, least.micros), atMost: 1.3, unit: 'times' },
      },
      {
        what: 'memory of a cached token, of accounts with ten each',
        ...{ measured: bytesOfTen, atMost: 500, unit: 'bytes' },
      },
      {
        what: 'memory of a cached token and its account, of accounts with one each',
        ...{ measured: bytesOfOne, atMost: 500, unit: 'bytes' },
      },
      {
        what: 'statements for a token that is not cached',
        ...{ measured: misses.statements, atMost: 1, unit: 'number' },
      },
      {
        what: 'statements for 1,000 checks at once of one that is not cached',
        ...{ measured: misses.statementsOfMany, atMost: 1, unit: 'number' },
      },
    ]),
    '',
    '| tokens | median, µs | quarters |',
    '|---|--:|--:|',
    ...cached.map((one) => {
      const { median, low, high } = spreadOf(one.micros);
      return `| ${nameOf(one)} | ${figure(median)} | ${figure(low)} – ${figure(high)} |`;
    }),
    '',
    `A check of one that is not cached, one after the other: ${figure(quantile(misses.micros, 0.5))} µs at the median, ${figure(quantile(misses.micros, 0.99))} µs at the 99th percentile.`,
  ].join('\n');
}

function nameOf({ size }: Cached): string {
  const count = (number: number) => number.toLocaleString('en');
  return `${count(size.inUse)} of ${count(size.stored)} in use`;
}
