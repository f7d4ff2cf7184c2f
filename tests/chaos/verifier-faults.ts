import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import { someMs } from './server-faults.ts';
import type { VerifierUnderTest } from './verifier-under-test.ts';

/** What happens to a program with a verifier inside, or to its network. */
export const verifierFaults: readonly Fault<VerifierUnderTest>[] = [
  {
    name: 'verifier paused',
    weight: 3,
    async run(stage, verifier) {
      verifier.pause();
      await wait(someMs(stage, 8000));
      verifier.resume();
    },
  },
  {
    name: 'verifier paused, and resumed without its network',
    weight: 3,
    async run(stage, verifier) {
      verifier.pause();
      await wait(3200 + stage.random.below(2000));
      verifier.link.delay(Number.POSITIVE_INFINITY);
      verifier.resume();
      await wait(someMs(stage, 3000));
      verifier.link.delay(0);
    },
  },
  {
    name: 'network of a verifier lost',
    weight: 3,
    async run(stage, { link }) {
      link.delay(Number.POSITIVE_INFINITY);
      await wait(someMs(stage, 6000));
      link.delay(0);
    },
  },
  {
    name: 'network of a verifier slow',
    weight: 3,
    async run(stage, { link }) {
      link.delay(someMs(stage, 1500));
      await wait(someMs(stage, 6000));
      link.delay(0);
    },
  },
  {
    name: 'verifier sent to another server',
    weight: 3,
    async run(stage, { link }) {
      link.aim(stage.random.pick(stage.servers).port);
      link.cut();
    },
  },
];
