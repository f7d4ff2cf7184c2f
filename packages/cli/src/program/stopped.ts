import type { Ending } from './exit-codes.ts';

/** Ends the command: what happened in a sentence, and what to do next. `message` is empty where all is said. */
export class Stopped extends Error {
  readonly ending: Ending;
  readonly next: string | undefined;

  constructor(ending: Ending, message: string, next?: string) {
    super(message);
    this.name = 'Stopped';
    this.ending = ending;
    this.next = next;
  }
}
