import type { PrincipalId } from '@keywright/contract';
import { StorageUnavailable } from '../../storage/errors.ts';
import type { Storage } from '../../storage/storage.ts';
import { takePlace } from '../../storage/take-place.ts';
import { type Authentication, type Refusal, refused } from '../authentication.ts';
import type { Presented } from '../presented.ts';
import type { Caller, Credential } from '../principal.ts';
import type { ChangeEverywhere } from '../revocation/change-everywhere.ts';
import type { Standing } from '../revocation/standing.ts';
import type { SessionJwts } from '../session-jwt.ts';
import { type Answered, answerQuestions } from './answer-questions.ts';
import { Basis } from './basis.ts';
import { judgeSession, judgeToken } from './caller-of.ts';
import type { EndOldSecret } from './end-old-secret.ts';
import { Fill } from './fill.ts';
import { Flights } from './flights.ts';
import { standingOf } from './judge-facts.ts';
import { type Acting, Known, type ProvedToken } from './known.ts';
import { Look, Missing, type Need, nameOf } from './look.ts';
import { Memory } from './memory.ts';
import { endOldSecret, type Question, type Verdict } from './verdict.ts';

/** What who asks about tokens is told; or why they are no longer who they were. */
export type Verified = Answered | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Who is this, and what may be told about a token: from memory, as far as it is there, and never by what a change that was
 * acknowledged has made untrue. All reject with StorageUnavailable alone.
 */
export interface Verification {
  authenticate(presented: Presented): Promise<Authentication>;
  /** Judges what proved itself before. */
  recheck(caller: Caller): Promise<Authentication>;
  verify(caller: Caller, questions: readonly Question[]): Promise<Verified>;
  /**
   * The same for who keeps what is told: `take` is called with it, and with what it goes by, in the synchronous stretch that
   * decided; whatever is applied later is told to those who follow `Standing`.
   */
  verifyToKeep(
    caller: Caller,
    questions: readonly Question[],
    take: (verified: Verified, basis: Basis) => void,
  ): Promise<void>;
  /** The same for who comes with this token, at once. Undefined: something has to be read first, or the lease renewed. */
  verifyNow(callerToken: string, questions: readonly Question[]): VerifiedNow | undefined;
}

export interface VerifiedNow {
  readonly caller: ProvedToken;
  readonly verdicts: readonly Verdict[];
}

export interface VerificationRooms {
  readonly storage: Storage;
  readonly standing: Standing;
  readonly changeEverywhere: ChangeEverywhere;
  readonly jwts: SessionJwts;
  readonly endOldSecret: EndOldSecret;
  /** Milliseconds since 1970: `Standing.now`, unless a test says otherwise. */
  readonly clock: () => number;
  /** Tokens kept in memory. */
  readonly maxTokens: number;
}

/** A check that needs to be decided anew more often than this meets more changes than it can follow. */
const mostRounds = 40;

export function createVerification(rooms: VerificationRooms): Verification {
  const { storage, standing, changeEverywhere, jwts, clock } = rooms;
  const memory = new Memory(rooms.maxTokens);
  const known = new Known(memory);
  const fill = new Fill({ storage, standing, memory });
  const flights = new Flights();
  const anew = new Look(0);
  standing.follow({ drop: (keys) => memory.drop(keys), empty: () => memory.empty() });

  /** Asks until nothing is missing: the last time in one synchronous stretch with the lease held, and that is answered. */
  async function settle<T>(decide: (look: Look, now: number) => T): Promise<T> {
    const look = new Look(flights.now());
    for (let round = 0; round < mostRounds; round++) {
      if (standing.holds()) {
        const decided = attempt(() => decide(look, clock()));
        if (!(decided instanceof Missing)) return decided;
        await Promise.all(decided.needs.map((need) => fetch(need, look)));
      } else {
        await standing.hold();
      }
    }
    throw new StorageUnavailable('What was needed for this was changed again and again.');
  }

  async function fetch(need: Need, look: Look): Promise<void> {
    const { outcome, isSince } = await flights.join(nameOf(need), look.began, async () => {
      if (need.kind !== 'old_secret') return fill.fetch(need);
      const used = { digest: Buffer.from(need.digest, 'latin1'), now: clock() };
      await changeEverywhere(async (tx) => {
        await rooms.endOldSecret(tx, need.tokenId, used);
        // Who ended it before us may not have heard from every server yet.
        await takePlace(tx, used.now);
      });
      return 'found';
    });
    if (isSince) look.note(need, outcome);
  }

  function judgeText(text: string, look: Look, now: number): Authentication {
    const proved = known.tokenOfText(text, look, now);
    if (proved === 'malformed') return refused('token_malformed');
    return proved === 'unknown' ? refused('token_unknown') : judgeProved(proved, now);
  }

  function judgeProved(proved: ProvedToken, now: number): Authentication {
    const { token, proof } = proved;
    const { principal } = token;
    if (standingOf(token, principal, now) === 'active') endOldSecret(proved);
    return judgeToken(token, principal, proof, now);
  }

  async function authenticateSession({
    jwt,
    carrier,
  }: Presented & { kind: 'session' }): Promise<Authentication> {
    const claims = await jwts.verify(jwt, clock());
    if (claims === 'invalid') return refused('session_invalid');
    if (claims === 'expired') return refused('session_expired');
    return settle((look, now) => {
      const session = known.session(claims.sessionId, look);
      const isTheirs = session?.principal.id === (claims.userId as PrincipalId);
      if (!session || !isTheirs) return refused('session_invalid');
      return judgeSession(session, session.principal, carrier, now);
    });
  }

  function judgeAgain(
    credential: Credential,
    look: Look,
    now: number,
    known: Known,
  ): Authentication {
    if (credential.kind !== 'session') {
      const proved = known.tokenAgain(credential, look, now);
      return proved === 'unknown' ? refused('token_unknown') : judgeProved(proved, now);
    }
    const session = known.session(credential.id, look);
    if (!session) return refused('session_invalid');
    return judgeSession(session, session.principal, credential.carrier, now);
  }

  /** Of who was judged to be good just now. */
  function actingBy(credential: Credential, look: Look, now: number, known: Known): Acting {
    if (credential.kind === 'session') {
      const session = known.session(credential.id, look);
      if (session) return { principal: session.principal, token: null };
    } else {
      const proved = known.tokenAgain(credential, look, now);
      if (proved !== 'unknown') return { principal: proved.token.principal, token: proved.token };
    }
    throw new Error('A credential was good and is not, in one synchronous stretch.');
  }

  function verified(
    known: Known,
    credential: Credential,
    questions: readonly Question[],
    look: Look,
    now: number,
  ): Verified {
    const judged = judgeAgain(credential, look, now, known);
    if (!judged.ok) return { kind: 'refused', refusal: judged.refusal };
    return answerQuestions(known, actingBy(credential, look, now, known), questions, look, now);
  }

  return {
    authenticate(presented) {
      switch (presented.kind) {
        case 'none':
          return Promise.resolve(refused('unauthenticated'));
        case 'token': {
          const text = presented.text.reveal();
          return settle((look, now) => judgeText(text, look, now));
        }
        case 'session':
          return authenticateSession(presented);
        default:
          throw presented satisfies never;
      }
    },
    recheck: ({ credential }) => settle((look, now) => judgeAgain(credential, look, now, known)),
    verify: ({ credential }, questions) =>
      settle((look, now) => verified(known, credential, questions, look, now)),
    verifyToKeep: ({ credential }, questions, take) =>
      settle((look, now) => {
        const basis = new Basis(now);
        take(verified(new Known(memory, basis), credential, questions, look, now), basis);
      }),
    verifyNow(callerToken, questions) {
      if (!standing.holds()) return undefined;
      const now = clock();
      const answered = attempt(() => {
        const caller = known.tokenOfText(callerToken, anew, now);
        if (typeof caller === 'string' || caller.proof === 'new') return undefined;
        const { token } = caller;
        if (standingOf(token, token.principal, now) !== 'active') return undefined;
        const asking = { principal: token.principal, token };
        const verified = answerQuestions(known, asking, questions, anew, now);
        return verified.kind === 'verdicts' ? { caller, verdicts: verified.verdicts } : undefined;
      });
      return answered instanceof Missing ? undefined : answered;
    },
  };
}

/** What is decided; or what is missing for that, the first of it. */
function attempt<T>(decide: () => T): T | Missing {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Missing) return error;
    throw error;
  }
}
