// npm run bench:cli: how long keywright takes to start and to list tokens, beside `node -e 0`; into RESULTS.md.

import { node26 } from '../scripts/setup/paths.mjs';
import { openSite } from '../tests/kit/site.ts';
import { installPacked } from '../tests/publishing/installed.ts';
import { circumstances, writeSection } from './results.ts';

const rounds = 25;

const installed = await installPacked();
const site = await openSite('sqlite');
const server = await site.start();
const token = await site.tokenOf('admin@example.test', { admin: true });
const env = { KEYWRIGHT_URL: server.url, KEYWRIGHT_TOKEN: token };
const program = 'node_modules/@keywright/cli/dist/main.js';

const commands = [
  ['`node -e 0`', ['-e', '0']],
  ['`keywright --help`', [program, '--help']],
  ['`keywright token list`, server on the same machine', [program, 'token', 'list']],
] as const;

try {
  const times = commands.map((): number[] => []);
  // In turn, so that a busy moment of the machine hits all of them. The first round fills Node's cache.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, [, args]] of commands.entries()) {
      const start = performance.now();
      const { code, err } = await installed.run(node26, args, env);
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
      if (round > 0) times[at]?.push(performance.now() - start);
    }
  }
  const middle = times.map((all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
  const least = times.map((all) => Math.min(...all));
  const ratio = (of: readonly number[], at: number) => ((of[at] ?? 0) / (of[0] ?? 1)).toFixed(1);
  const table = [
    '| command | median ms | times node | quickest ms | times node |',
    '|---|--:|--:|--:|--:|',
    ...commands.map(([what], at) => {
      const cells = [middle, least].flatMap((of) => [(of[at] ?? 0).toFixed(0), ratio(of, at)]);
      return `| ${what} | ${cells.join(' | ')} |`;
    }),
  ];
  for (const line of table) console.log(line);
  writeSection(
    'The command line',
    [
      `\`npm run bench:cli\`: as installed from its package, ${rounds} times each in turn, from start to end of the process.`,
      '',
      circumstances(new Date()),
      '',
      ...table,
    ].join('\n'),
  );
} finally {
  await server.stop();
  await site.remove();
  installed.remove();
}
