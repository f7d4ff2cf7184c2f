import { setTimeout as wait } from 'node:timers/promises';
import type { ServerFault } from './fault.ts';
import type { Stage } from './stage.ts';

const minute = 60_000;
/** The clocks of servers are at most so far from each other. */
export const clocksApartMs = 10 * minute;

/** What is younger is not pruned: whoever waits for a receipt, and was paused meanwhile, still finds its change. */
const keptMs = 11_500;

/** Short ones more often than long ones, up to `longest`. */
export const someMs = ({ random }: Stage, longest: number): number =>
  Math.round(longest * (random.below(1000) / 1000) ** 2) + 1;

/** What happens to one server, or to its network. */
export const serverFaults: readonly ServerFault[] = [
  {
    name: 'server paused',
    weight: 5,
    async run(stage, server) {
      server.pause();
      await wait(someMs(stage, 10_000));
      server.resume();
    },
  },
  {
    name: 'server paused while its network is lost, and resumed without it',
    weight: 4,
    async run(stage, server) {
      server.pause();
      await wait(3200 + stage.random.below(2000));
      server.proxy.delay(Number.POSITIVE_INFINITY);
      server.resume();
      await wait(someMs(stage, 3000));
      server.proxy.delay(0);
    },
  },
  {
    name: 'server paused while the feed is pruned',
    weight: 1,
    async run(stage, server) {
      server.pause();
      await wait(keptMs + 1000 + stage.random.below(2000));
      // As it looks after a long time: what receipts are waited for right now is still there.
      await stage.database.query('delete from feed where at < $1', [Date.now() - keptMs]);
      server.resume();
    },
  },
  {
    name: 'server killed',
    weight: 2,
    async run(stage, server) {
      await server.kill();
      await wait(someMs(stage, 4000));
      await server.start();
    },
  },
  {
    name: 'network lost',
    weight: 4,
    async run(stage, { proxy }) {
      proxy.delay(Number.POSITIVE_INFINITY);
      await wait(someMs(stage, 8000));
      proxy.delay(0);
    },
  },
  {
    name: 'network slow',
    weight: 4,
    async run(stage, { proxy }) {
      proxy.delay(someMs(stage, 1500));
      await wait(someMs(stage, 8000));
      proxy.delay(0);
    },
  },
  {
    name: 'connections cut, and refused for a while',
    weight: 3,
    async run(stage, { proxy }) {
      proxy.refuse(stage.random.below(2) === 0);
      proxy.cut();
      await wait(someMs(stage, 5000));
      proxy.refuse(false);
    },
  },
  {
    name: 'notifications lost',
    weight: 4,
    async run(stage, { proxy }) {
      proxy.deafen(true);
      await wait(someMs(stage, 10_000));
      proxy.deafen(false);
    },
  },
  {
    name: 'clock set',
    weight: 2,
    async run(stage, server) {
      server.setClock(stage.random.below(2 * clocksApartMs) - clocksApartMs);
      await wait(someMs(stage, 2000));
    },
  },
];
