import {
  type ErrorCode,
  errorCodes,
  type VerifierHears,
  type VerifierSays,
  verifierHears,
  verifierSays,
} from '@keywright/contract';
import type { Caller } from '../../plane/principal.ts';
import type { UsageRecorder } from '../../plane/usage/usage-recorder.ts';
import type { Basis } from '../../plane/verification/basis.ts';
import type { Question, Verdict } from '../../plane/verification/verdict.ts';
import type { Verification, Verified } from '../../plane/verification/verification.ts';
import type { Socket } from '../../request/socket.ts';
import { StorageUnavailable } from '../../storage/errors.ts';
import { noteVerdicts } from '../verify/note-verdicts.ts';
import { presentVerdict } from '../verify/present-verdict.ts';
import { Handed } from './handed.ts';
import { Lent } from './lent.ts';

/** Answers that are kept where a verifier does not say how many. */
const keptUnlessSaid = 10_000;
/** Questions that one verifier may have open: what is beyond them waits at its own end. */
const mostOpenQuestions = 10_000;
/** What may wait for one that does not read, before it is cut off; in characters. */
const mostUnread = 4_000_000;

/** RFC 6455, 7.4.1, and (3000) IANA's registry of close codes. */
const closeCodes = { normal: 1000, protocolError: 1002, tryAgainLater: 1013, unauthorized: 3000 };

export interface Deciding {
  readonly verifyToKeep: Verification['verifyToKeep'];
  /** What remains of this server's own lease, in milliseconds. */
  readonly remaining: () => number;
  /** Told what came of a look at a token, for the counts of its uses. */
  readonly usage: Pick<UsageRecorder, 'seen'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Told of what is nobody's fault but ours. */
  readonly failed: (error: unknown) => void;
}

/**
 * One verifier, by the protocol of docs/revocation.md. What it was handed and what is dropped later go through one ordered
 * channel, in the order that this server decided and applied them.
 */
export class ConnectedVerifier {
  readonly #socket: Socket;
  readonly #caller: Caller;
  readonly #deciding: Deciding;
  readonly #lent = new Lent();
  /** What the verifier itself goes by. It is not kept under each answer: a change of it ends them all. */
  readonly #own: ReadonlySet<string>;
  #handed = new Handed(keptUnlessSaid);
  #openQuestions = 0;
  #unread = 0;
  #isOver = false;

  constructor(socket: Socket, caller: Caller, deciding: Deciding) {
    this.#socket = socket;
    this.#caller = caller;
    this.#deciding = deciding;
    this.#own = new Set([caller.credential.id, caller.principal.id]);
    socket.onText((text) => this.#hear(text));
  }

  drop(keys: readonly string[]): void {
    if (keys.some((key) => this.#own.has(key))) {
      this.empty();
      this.#look();
      return;
    }
    const entries = this.#handed.take(keys);
    if (entries.length > 0) this.#forget([...entries]);
  }

  empty(): void {
    if (this.#handed.size === 0) return;
    this.#handed.clear();
    this.#forget('all');
  }

  /** Resolves when it has confirmed what it was told to forget, or has no lease from before. */
  settled(): Promise<void> {
    return this.#lent.settled();
  }

  /** Resolves when it answers nothing any more. */
  ended(): Promise<void> {
    return this.#lent.ended();
  }

  /** Hands out nothing more. Whoever hears it leaves at once; until then, or until its lease is over, it is told all. */
  end(code: ErrorCode | null, message: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#send({ type: 'over', code, message });
    const closeCode = code === null ? closeCodes.tryAgainLater : closeCodes.unauthorized;
    this.ended().then(() => this.#socket.close(closeCode, message));
  }

  #hear(text: string): void {
    const json = readJson(text);
    const said = verifierSays.safeParse(json).data;
    const question = said ? undefined : brokenQuestion.safeParse(json).data;
    if (question) {
      this.#refuse(question.id, 'invalid_request');
      return;
    }
    if (!said) {
      this.#isOver = true;
      this.#socket.close(closeCodes.protocolError, 'This is not what a verifier says.');
      return;
    }
    switch (said.type) {
      case 'open':
        if (this.#handed.size === 0) this.#handed = new Handed(said.keeps);
        return;
      case 'ping':
        this.#look(said.id);
        return;
      case 'ask':
        this.#answer(said);
        return;
      case 'forgot':
        this.#lent.forgot(said.upto);
        return;
      case 'left':
        this.#isOver = true;
        this.#lent.left();
        this.#socket.close(closeCodes.normal, '');
        return;
      default:
        throw said satisfies never;
    }
  }

  /** Whether it still is who it was; then it is lent what remains of this server's own lease, where it asked. */
  #look(ping?: number): void {
    this.#decide([], (verified, basis) => {
      if (!this.#isLetIn(verified) || ping === undefined) return;
      const ms = Math.min(this.#deciding.remaining(), basis.lastsMs);
      if (ms <= 0) return;
      this.#lent.lend(ms);
      this.#send({ type: 'lease', id: ping, ms });
    }).catch((error) => this.#failed(error));
  }

  #answer({ id, type: _type, ...question }: VerifierSays & { type: 'ask' }): void {
    if (this.#openQuestions >= mostOpenQuestions) {
      this.#refuse(id, 'rate_limited');
      return;
    }
    this.#openQuestions += 1;
    this.#decide([question], (verified, basis) => {
      if (verified.kind === 'no_such_permission') this.#refuse(id, 'invalid_request');
      else if (this.#isLetIn(verified)) this.#hand(id, question, verified.verdicts, basis);
    })
      .catch((error) => {
        this.#failed(error);
        this.#refuse(id, 'database_unavailable');
      })
      .finally(() => {
        this.#openQuestions -= 1;
      });
  }

  #hand(id: number, question: Question, verdicts: readonly Verdict[], basis: Basis): void {
    const [verdict] = verdicts;
    if (!verdict) return;
    const { usage, clock } = this.#deciding;
    noteVerdicts(usage, verdicts, [question], clock());
    const answer = presentVerdict(verdict, question.permission !== undefined);
    if (verdict.kind !== 'known' || !basis.isKept) {
      this.#send({ type: 'answer', id, answer, entry: null, lasts_ms: null });
      return;
    }
    const keys = [...basis.keys].filter((key) => !this.#own.has(key));
    const { entry, evicted } = this.#handed.add(keys);
    if (evicted !== undefined) this.#forget([evicted]);
    const lasts_ms = Number.isFinite(basis.lastsMs) ? basis.lastsMs : null;
    this.#send({ type: 'answer', id, answer, entry, lasts_ms });
  }

  /** `take` is called in the stretch that decided, and not at all once this is over. */
  #decide(
    questions: readonly Question[],
    take: (verified: Verified, basis: Basis) => void,
  ): Promise<void> {
    return this.#deciding.verifyToKeep(this.#caller, questions, (verified, basis) => {
      if (!this.#isOver) take(verified, basis);
    });
  }

  #isLetIn(verified: Verified): verified is Verified & { kind: 'verdicts' } {
    switch (verified.kind) {
      case 'verdicts':
        return true;
      case 'refused':
        this.end(verified.refusal, errorCodes[verified.refusal].message);
        return false;
      case 'forbidden':
      case 'scope_missing':
        this.end(verified.kind, 'This token may not verify others: it takes token.verify.');
        return false;
      case 'no_such_permission':
        return false;
      default:
        throw verified satisfies never;
    }
  }

  /** Without a database, a lease that is not lent and an answer that does not come say it. */
  #failed(error: unknown): void {
    if (error instanceof StorageUnavailable) return;
    this.#deciding.failed(error);
    this.end(null, errorCodes.internal.message);
  }

  #forget(entries: number[] | 'all'): void {
    this.#send({ type: 'forget', seq: this.#lent.owe(), entries });
  }

  #refuse(id: number, code: ErrorCode): void {
    this.#send({ type: 'refused', id, code, message: errorCodes[code].message });
  }

  #send(message: VerifierHears): void {
    const text = JSON.stringify(verifierHears.parse(message));
    this.#unread += text.length;
    if (this.#unread > mostUnread) {
      this.#isOver = true;
      this.#socket.close(closeCodes.tryAgainLater, 'Nothing is read of what is sent.');
    }
    this.#socket.send(text).then(() => {
      this.#unread -= text.length;
    });
  }
}

/** One question that is none must not end the answers to all others. */
const brokenQuestion = verifierSays.options[2].pick({ type: true, id: true });

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
