import { waitMs } from '../../packages/server/src/plane/revocation/timing.ts';
import { circumstances } from '../results.ts';
import { boundsTable, figure } from '../verify/bound.ts';
import { quantile } from '../verify/spread.ts';
import type { Receipts } from './receipts.ts';

export function describeReceipts({ version, answered, waited, withOneStopped }: Receipts): string {
  const lines = [
    ['from the request to its answer', answered],
    ['what the receipt says was waited', waited],
    ['the first after one server was stopped', withOneStopped],
  ] as const;
  return [
    `\`npm run bench:plane\`. Three servers, each a process of its own, on one PostgreSQL whose commits are on the disk; ${answered.length} tokens`,
    'revoked one after the other, at each server in turn. Then one of the three is stopped by SIGSTOP, and a token revoked at another.',
    '',
    `${circumstances(new Date())}, ${version}`,
    '',
    ...boundsTable([
      {
        what: 'a revoke with its receipt, median',
        ...{ measured: quantile(answered, 0.5), atMost: 20, unit: 'ms' },
      },
      {
        what: 'the same, 99th percentile',
        ...{ measured: quantile(answered, 0.99), atMost: 150, unit: 'ms' },
      },
      {
        what: 'the same with one server stopped, the slowest',
        ...{ measured: Math.max(...withOneStopped), atMost: waitMs + 1000, unit: 'ms' },
      },
    ]),
    '',
    '| milliseconds | n | median | p90 | p99 | worst |',
    '|---|--:|--:|--:|--:|--:|',
    ...lines.map(([what, measured]) => {
      const at = [0.5, 0.9, 0.99, 1].map((share) => figure(quantile(measured, share)));
      return `| ${what} | ${measured.length} | ${at.join(' | ')} |`;
    }),
  ].join('\n');
}
