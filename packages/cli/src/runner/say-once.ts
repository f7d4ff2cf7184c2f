import type { Log } from './log.ts';

/** Tells of a lasting trouble when it begins, changes and ends, and not each time it is met. */
export interface SayOnce {
  is(what: string): void;
  isOver(): void;
}

export function createSayOnce(log: Log, over: string): SayOnce {
  let said: string | undefined;
  return {
    is(what) {
      if (what !== said) log.warn(what);
      said = what;
    },
    isOver() {
      if (said !== undefined) log.info(over);
      said = undefined;
    },
  };
}
