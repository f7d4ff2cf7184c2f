import type { Answer as HttpAnswer } from '../kit/http-client.ts';
import { now } from './clock.ts';
import type { Fact, Write } from './history.ts';

/** What became of a change, for whoever asked for it. */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly body: HttpAnswer['body'] }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unknown' };

/** What is not so any more once a change is done, and what is so from then on. */
export interface Intent {
  readonly ends?: readonly Fact[];
  readonly begins?: readonly Fact[];
  readonly how: string;
  /** Making a token needs no receipt: nobody keeps in memory that it is unknown. */
  readonly needsNoReceipt?: true;
}

const receiptHeader = 'keywright-confirmed';

/** All that was written in a run, and what receipts said. */
export class Ledger {
  readonly writes: Write[] = [];
  /** Milliseconds of each acknowledged change that lessens a right, as its caller saw them. */
  readonly receiptsMs: number[] = [];
  readonly counts = { lessened: 0, widened: 0, refused: 0, unknown: 0, withoutReceipt: 0 };
  /** Why changes were refused. */
  readonly refusals = new Map<string, number>();
  /** Answers that no client should ever get, such as a 500. */
  readonly oddities: string[] = [];
  readonly #settle: () => Promise<void>;

  constructor(settle: () => Promise<void>) {
    this.#settle = settle;
  }

  /** True from before anybody asks. */
  begin(fact: Fact, value: boolean): void {
    const [start, end] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    this.writes.push({
      fact,
      value,
      start,
      end,
      outcome: 'acknowledged',
      how: 'from the beginning',
    });
  }

  /** Not so any more from a moment on that all know of without being told, give or take. */
  willEnd(fact: Fact, at: number, tolerance: number): void {
    const [start, end] = [at - tolerance, at + tolerance];
    this.writes.push({ fact, value: false, start, end, outcome: 'acknowledged', how: 'expires' });
  }

  /** Sends a change and writes down what is known of it. Resolves when it is settled. */
  async write(intent: Intent, send: () => Promise<HttpAnswer>): Promise<Outcome> {
    const start = now();
    const { outcome, hasReceipt } = await this.#send(send);
    const end = now();
    switch (outcome.kind) {
      case 'refused':
        this.counts.refused++;
        this.refusals.set(outcome.why, (this.refusals.get(outcome.why) ?? 0) + 1);
        return outcome;
      case 'unknown':
        this.counts.unknown++;
        await this.#settle();
        this.#note(intent, start, now(), 'unknown');
        return outcome;
      case 'acknowledged':
        this.#acknowledged(intent, start, end, hasReceipt);
        return outcome;
      default:
        throw outcome satisfies never;
    }
  }

  #acknowledged(intent: Intent, start: number, end: number, hasReceipt: boolean): void {
    const lessens = intent.ends !== undefined;
    if (lessens) {
      this.counts.lessened++;
      this.receiptsMs.push(end - start);
    } else this.counts.widened++;
    if (!hasReceipt && intent.needsNoReceipt === undefined) {
      this.counts.withoutReceipt++;
      if (lessens) this.oddities.push(`no receipt: ${intent.how}`);
    }
    this.#note(intent, start, end, 'acknowledged');
  }

  #note(intent: Intent, start: number, end: number, outcome: Write['outcome']): void {
    const { ends = [], begins = [], how } = intent;
    const known = { start, end, outcome, how };
    for (const fact of ends) this.writes.push({ fact, value: false, ...known });
    for (const fact of begins) this.writes.push({ fact, value: true, ...known });
  }

  async #send(send: () => Promise<HttpAnswer>): Promise<{ outcome: Outcome; hasReceipt: boolean }> {
    try {
      const answer = await send();
      const outcome = this.#outcomeOf(answer);
      return { outcome, hasReceipt: answer.headers[receiptHeader] !== undefined };
    } catch (error) {
      const wasNeverSent = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
      const outcome: Outcome = wasNeverSent
        ? { kind: 'refused', why: 'ECONNREFUSED' }
        : { kind: 'unknown' };
      return { outcome, hasReceipt: false };
    }
  }

  #outcomeOf({ status, body }: HttpAnswer): Outcome {
    const says = `${status} ${body?.code ?? ''}`;
    if (status >= 200 && status < 300) return { kind: 'acknowledged', body };
    if (status >= 400 && status < 500) return { kind: 'refused', why: says };
    // Its code promises that nothing was done; every other one leaves it open.
    if (status === 503 && body?.code === 'database_unavailable')
      return { kind: 'refused', why: says };
    if (status !== 503) this.oddities.push(`${says} ${JSON.stringify(body)}`);
    return { kind: 'unknown' };
  }
}
