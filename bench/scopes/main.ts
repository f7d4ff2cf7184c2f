// npm run bench:scopes: what a decision costs by how many scopes a token has; into bench/RESULTS.md.
import { circumstances, writeSection } from '../results.ts';
import { inDatabase } from './in-database.ts';
import { inMemory } from './in-memory.ts';
import { compare, type Measured } from './rounds.ts';

/** How many scopes the tokens have; all are held against the first. */
const sizes = [10, 100, 1000, 10_000] as const;

const measured: [what: string, Measured[]][] = [
  ['in memory, found on the entity', compare(sizes.map((size) => inMemory(size, 'entity')))],
  ['in memory, found on everything', compare(sizes.map((size) => inMemory(size, 'site')))],
  ['in memory, refused', compare(sizes.map((size) => inMemory(size, 'none')))],
  ['loaded from SQLite and decided', await inDatabase(sizes)],
];

const head = sizes.map((size) => size.toLocaleString('en'));
const lines = measured.map(([what, of]) => {
  const [first] = of;
  const cells = of.map(({ nanoseconds }) => {
    const ratio = nanoseconds / (first?.nanoseconds ?? nanoseconds);
    return `${(nanoseconds / 1000).toFixed(2)} (${ratio.toFixed(2)})`;
  });
  return `| ${what} | ${cells.join(' | ')} |`;
});
const table = [
  `| decision | ${head.join(' | ')} |`,
  `|---|${head.map(() => '--:|').join('')}`,
  ...lines,
];
for (const line of table) console.log(line);

writeSection(
  'Decisions by number of scopes',
  [
    '`npm run bench:scopes`. Microseconds for a decision, by how many scopes the token has; in brackets how many times that with 10. The median of rounds in turn.',
    '',
    circumstances(new Date()),
    '',
    ...table,
  ].join('\n'),
);
