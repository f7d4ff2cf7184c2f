import { clockToleranceMs, type Moment, movedAlike, readMoment } from './clocks.ts';

/** Of what was lent, so much counts here: two clocks within 1 % of the truth differ by less. */
const share = 0.98;

/** How long this process may answer by what it keeps, by the protocol of docs/revocation.md. */
export class HeldLease {
  #deadline = Number.NEGATIVE_INFINITY;
  #since: Moment = readMoment();

  /** `asked`: before the ping was sent that this is the answer to. `ms`: what remained of the server's own lease. */
  grant(asked: Moment, ms: number): void {
    const deadline = asked.mono + share * ms - clockToleranceMs;
    if (deadline <= this.#deadline) return;
    this.#deadline = deadline;
    this.#since = asked;
  }

  end(): void {
    this.#deadline = Number.NEGATIVE_INFINITY;
  }

  /** Ask in the same synchronous stretch as the answer; `mono`: the monotonic clock, read in it. */
  holds(mono: number): boolean {
    return mono < this.#deadline && movedAlike(this.#since, mono);
  }
}
