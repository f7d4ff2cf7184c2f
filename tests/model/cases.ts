import type { Case, Trouble } from './protocol/world.ts';

/** D = 2 ticks and D' = 3: a clock may miss one tick of a lease. One server that has just joined, one revoke. */
export const plain: Case = {
  name: 'plain',
  servers: 1,
  begins: 'joined',
  incarnations: 1,
  changes: ['revoke'],
  lease: 2,
  slack: 1,
  trouble: [],
};

const named = (name: string, trouble: readonly Trouble[], more: Partial<Case> = {}): Case => ({
  ...plain,
  ...more,
  name,
  trouble,
});

const clocks: readonly Trouble[] = ['slow clocks', 'suspension'];
const messages: readonly Trouble[] = ['lost replies', 'NOTIFY', 'lost outcome', 'held open'];
const memory: readonly Trouble[] = ['eviction', 'pruning'];
const members: readonly Trouble[] = ['crash', 'sweeping', 'leaving'];

/** What `npm run model` explores: larger than the tests, and each with all the trouble that belongs to it. */
export const deepCases: readonly Case[] = [
  named('one server, one change', [...clocks, ...messages, ...memory]),
  named('members come and go', ['NOTIFY', ...members, ...clocks], {
    begins: 'out',
    incarnations: 2,
  }),
  named('revoke, then restore', ['slow clocks', 'lost replies', 'NOTIFY', ...memory], {
    changes: ['revoke', 'restore'],
  }),
  named('renewal in two phases', ['slow clocks', ...messages, 'pruning'], {
    changes: ['revoke', 'another key'],
  }),
  named('fail-over', [
    'NOTIFY',
    'fail-over',
    'cancelled change',
    'cancelled renewal',
    'lost outcome',
  ]),
  named(
    'fail-over, with a sweeper',
    ['fail-over', 'cancelled change', 'cancelled renewal', 'sweeping'],
    {
      incarnations: 2,
      lease: 1,
      slack: 0,
    },
  ),
  named('verifier behind a server', ['NOTIFY', 'verifier', 'slow clocks', 'leaving'], { lease: 3 }),
  named('two servers', ['NOTIFY', 'slow clocks'], { servers: 2 }),
  named('two servers come and go', ['NOTIFY', 'sweeping', 'leaving'], {
    servers: 2,
    lease: 1,
    slack: 0,
  }),
  named('a copied machine', ['NOTIFY', 'cloning'], {
    servers: 2,
    incarnations: 2,
    lease: 1,
    slack: 0,
  }),
];

/** What the tests explore to the last state, within seconds. */
export const smallCases: readonly Case[] = [
  named('one server, one change', [...clocks, ...messages, ...memory], { lease: 1 }),
  named('members come and go', ['NOTIFY', ...members], {
    begins: 'out',
    incarnations: 2,
    lease: 1,
    slack: 0,
  }),
  named('revoke, then restore', ['lost replies', 'NOTIFY'], {
    changes: ['revoke', 'restore'],
    slack: 0,
    lease: 1,
  }),
  named('renewal in two phases', ['held open', 'NOTIFY', 'slow clocks', 'pruning'], { lease: 1 }),
  named('fail-over', ['NOTIFY', 'fail-over', 'cancelled change', 'cancelled renewal'], {
    lease: 1,
    slack: 0,
  }),
  named('verifier behind a server', ['NOTIFY', 'verifier'], { begins: 'warm', lease: 1, slack: 0 }),
  named('two servers', ['NOTIFY'], { servers: 2, lease: 1, slack: 0 }),
  named('a copied machine', ['NOTIFY', 'cloning'], { servers: 2, lease: 1, slack: 0, still: true }),
];
