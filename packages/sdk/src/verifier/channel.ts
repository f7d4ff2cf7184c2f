import {
  type ErrorCode,
  type VerifierHears,
  type VerifierSays,
  verifierSubprotocol,
} from '@keywright/contract';
import { type Asked, answerOf, type VerifierAnswer } from './answer.ts';
import { type Moment, readMoment } from './clocks.ts';
import { HeldLease } from './held-lease.ts';
import { KeptAnswers } from './kept-answers.ts';

/** A lease of three seconds is renewed so often. */
const pingEveryMs = 1000;
/** Whoever does not answer for so long is not there. */
const silenceMs = 4000;
const tickMs = 250;
/** RFC 6455, 7.4.1. */
const normalClosure = 1000;

/** Why nothing more comes. */
export interface Ending {
  /** Null: it may help to connect again. */
  readonly code: ErrorCode | null;
  readonly message: string;
}

/** No answer comes on this channel any more. */
export class ChannelLost extends Error {
  override readonly name = 'ChannelLost';
}

/** The server does not answer this question. */
export class QuestionRefused extends Error {
  override readonly name = 'QuestionRefused';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

interface Question {
  readonly token: string;
  readonly asked: Asked;
  readonly at: number;
  readonly answered: PromiseWithResolvers<VerifierAnswer>;
}

/** What others wait for as well. */
export interface Flight {
  /** The how-manieth question on this channel it is. */
  readonly began: number;
  readonly landed: Promise<VerifierAnswer>;
}

/**
 * One connection to a server, with all that is kept by it: both end together. What it hears is taken in the order that it
 * was sent in.
 */
export class Channel {
  readonly #socket: WebSocket;
  readonly #kept = new KeptAnswers();
  readonly #lease = new HeldLease();
  readonly #questions = new Map<number, Question>();
  readonly #flights = new Map<string, Flight>();
  readonly #pings = new Map<number, Moment>();
  readonly #live = Promise.withResolvers<boolean>();
  readonly #timer: ReturnType<typeof setInterval>;
  #whenEnded: (ending: Ending) => void = () => {};
  #ending: Ending = { code: null, message: 'The connection to the server was lost.' };
  #pinged = Number.NEGATIVE_INFINITY;
  #ticked = performance.now();
  #asked = 0;
  #pingCount = 0;
  #isOpen = false;
  #isOver = false;

  constructor(socket: WebSocket, keeps: number) {
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#isOpen = true;
      this.#say({ type: 'open', keeps });
      this.#ping();
    });
    socket.addEventListener('message', ({ data }) => this.#hear(String(data)));
    socket.addEventListener('close', () => this.#end());
    socket.addEventListener('error', () => this.#end());
    const opened = performance.now();
    this.#timer = setInterval(() => this.#tick(opened), tickMs);
  }

  /** Whether it came to a first lease; false: it ended before. */
  get live(): Promise<boolean> {
    return this.#live.promise;
  }

  /** Calls `tell` at the moment that it ends, before anybody who waits hears of it; at once, where it has. */
  whenEnded(tell: (ending: Ending) => void): void {
    if (this.#isOver) tell(this.#ending);
    else this.#whenEnded = tell;
  }

  /** How many questions were asked so far. */
  get asked(): number {
    return this.#asked;
  }

  /** By what is kept, under a lease that holds at this very moment. */
  answerNow(token: string, asked: Asked | undefined): VerifierAnswer | undefined {
    const mono = performance.now();
    const answer = this.#kept.find(token, asked, mono);
    return answer !== undefined && this.#lease.holds(mono) ? answer : undefined;
  }

  /** Asks the server, or waits with who has asked it the same. It lands, or rejects with ChannelLost or QuestionRefused. */
  ask(token: string, asked: Asked): Flight {
    const { permission, resource, project } = asked;
    const name = [token, permission, resource, project].join(' ');
    const under = this.#flights.get(name);
    if (under) return under;
    this.#asked += 1;
    const id = this.#asked;
    const answered = Promise.withResolvers<VerifierAnswer>();
    const landed = answered.promise.finally(() => this.#flights.delete(name));
    const flight = { began: id, landed };
    if (this.#isOver) {
      answered.reject(new ChannelLost(this.#ending.message));
      return flight;
    }
    this.#flights.set(name, flight);
    this.#questions.set(id, { token, asked, at: performance.now(), answered });
    this.#say({ type: 'ask', id, token, permission, resource, project } as VerifierSays);
    return flight;
  }

  /** Forgets everything, then says so: the server need not wait for this process any more. */
  leave(): void {
    this.#kept.clear();
    this.#lease.end();
    if (this.#isOpen && !this.#isOver) this.#say({ type: 'left' });
    this.#socket.close(normalClosure);
    this.#end();
  }

  #hear(text: string): void {
    if (this.#isOver) return;
    const heard = readText(text);
    switch (heard?.type) {
      case 'lease':
        this.#granted(heard);
        return;
      case 'answer':
        this.#answered(heard);
        return;
      case 'refused':
        this.#take(heard.id)?.answered.reject(new QuestionRefused(heard.code, heard.message));
        return;
      case 'forget':
        this.#kept.forget(heard.entries);
        this.#say({ type: 'forgot', upto: heard.seq });
        return;
      case 'over':
        this.#ending = heard;
        this.leave();
        return;
      case undefined:
        // A word that this version does not know may take back an answer.
        this.#ending = { code: null, message: 'The server said what this version does not know.' };
        this.leave();
        return;
      default:
        throw heard satisfies never;
    }
  }

  #granted({ id, ms }: VerifierHears & { type: 'lease' }): void {
    const asked = this.#pings.get(id);
    if (!asked) return;
    for (const earlier of this.#pings.keys()) if (earlier <= id) this.#pings.delete(earlier);
    this.#lease.grant(asked, ms);
    this.#live.resolve(true);
  }

  #answered({ id, answer: told, entry, lasts_ms }: VerifierHears & { type: 'answer' }): void {
    const question = this.#take(id);
    if (!question) return;
    const answer = answerOf(told);
    if (entry !== null) {
      // From before it was asked: what it rests on cannot end sooner.
      const until = lasts_ms === null ? Number.POSITIVE_INFINITY : question.at + 0.98 * lasts_ms;
      this.#kept.keep(entry, question, { answer, until });
    }
    question.answered.resolve(answer);
  }

  #take(id: number): Question | undefined {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    return question;
  }

  #ping(): void {
    this.#pingCount += 1;
    this.#pings.set(this.#pingCount, readMoment());
    this.#pinged = performance.now();
    this.#say({ type: 'ping', id: this.#pingCount });
  }

  #tick(opened: number): void {
    const now = performance.now();
    const [oldestPing] = this.#pings.values();
    const [oldestQuestion] = this.#questions.values();
    const waitsSince = Math.min(oldestPing?.mono ?? now, oldestQuestion?.at ?? now);
    // After a pause of this process, what came meanwhile is yet to be read.
    const wasPaused = now - this.#ticked > 4 * tickMs;
    this.#ticked = now;
    if (!wasPaused && now - (this.#isOpen ? waitsSince : opened) > silenceMs) {
      this.#ending = { code: null, message: 'The server does not answer.' };
      this.leave();
    } else if (this.#isOpen && now - this.#pinged >= pingEveryMs) {
      this.#ping();
    }
  }

  #say(message: VerifierSays): void {
    this.#socket.send(JSON.stringify(message));
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#kept.clear();
    this.#lease.end();
    this.#whenEnded(this.#ending);
    for (const { answered } of this.#questions.values()) {
      answered.reject(new ChannelLost(this.#ending.message));
    }
    this.#questions.clear();
    this.#live.resolve(false);
  }
}

/** Opens a channel; the token is the word beside the subprotocol, and never in the address. */
export function openChannel(address: string, token: string, keeps: number): Channel {
  const url = `${address.replace(/^http/, 'ws')}/api/v2/verifiers`;
  return new Channel(new WebSocket(url, [verifierSubprotocol, token]), keeps);
}

function readText(text: string): VerifierHears | undefined {
  try {
    const heard = JSON.parse(text) as VerifierHears;
    return words.has(heard.type) ? heard : undefined;
  } catch {
    return undefined;
  }
}

const words: ReadonlySet<unknown> = new Set<VerifierHears['type']>([
  ...(['lease', 'answer', 'refused', 'forget', 'over'] as const),
]);
