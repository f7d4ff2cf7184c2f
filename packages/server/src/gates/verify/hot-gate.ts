import { isAscii } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { endpoints } from '@keywright/contract';
import type { LimitState } from '../../plane/limits/minute-windows.ts';
import type { UseLimits } from '../../plane/limits/use-limits.ts';
import type { Plane } from '../../plane/plane.ts';
import type { UsageRecorder } from '../../plane/usage/usage-recorder.ts';
import type { VerifiedNow } from '../../plane/verification/verification.ts';
import { noteVerdicts } from './note-verdicts.ts';
import { presentVerdict } from './present-verdict.ts';
import { type QuickBody, quickBody } from './quick-body.ts';

const { method, path } = endpoints.verify;
/** A hundred questions with everything that can be asked take less than half. */
const mostBytes = 65_536;

/** Where a request came from. */
interface Origin {
  readonly address: string;
  readonly userAgent: string | null;
}

export interface HotAnswer {
  /** JSON. */
  readonly body: string;
  /** How far the caller's limit is used up; null: it has none. */
  readonly limit: LimitState | null;
}

/**
 * The way of `POST /api/v2/verify` that costs least: what is asked by a token as nearly all ask, and can be answered from
 * memory right now. It knows no other answer than 200. All else goes the way of every request, which says the same
 * (tests/verify/hot-gate.test.ts), and says what is wrong.
 */
export interface HotGate {
  readonly path: string;
  /** The token that a request comes with, by its head; undefined: it goes the usual way. */
  callerOf(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): string | undefined;
  /** Undefined: it goes the usual way, with this body. */
  answer(callerToken: string, body: Buffer, origin: Origin): HotAnswer | undefined;
}

interface Rooms {
  readonly plane: Pick<Plane, 'verifyNow'>;
  readonly usage: Pick<UsageRecorder, 'seen'>;
  readonly limits: Pick<UseLimits, 'count'>;
  readonly siteUrl: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export function createHotGate({ plane, usage, limits, siteUrl, clock }: Rooms): HotGate {
  function note({ caller, verdicts }: VerifiedNow, { items }: QuickBody, origin: Origin): void {
    const at = clock();
    const { id: tokenId, access } = caller.token;
    const permission = access === 'scoped' ? 'token.verify' : undefined;
    usage.seen({ tokenId, outcome: 'accepted', permission, ...origin, at });
    noteVerdicts(usage, verdicts, items, at);
  }

  return {
    path,
    callerOf(request) {
      if (request.method !== method || request.url !== path) return undefined;
      const { headers } = request;
      if (!isSmallJson(headers)) return undefined;
      return tokenIn(headers);
    },
    answer(callerToken, body, origin) {
      // So that every way to read it as text is the same.
      if (!isAscii(body)) return undefined;
      const asked = quickBody(body.toString('latin1'), siteUrl);
      if (asked === undefined) return undefined;
      const verified = plane.verifyNow(callerToken, asked.items);
      if (verified === undefined) return undefined;
      const { id, principal } = verified.caller.token;
      const limit = limits.count(id, principal);
      if (limit === undefined || limit?.isBeyond) return undefined;
      note(verified, asked, origin);
      return { body: textOf(verified, asked), limit };
    },
  };
}

function isSmallJson(headers: IncomingHttpHeaders): boolean {
  const { 'content-type': type, 'content-length': length } = headers;
  if (length === undefined || headers['transfer-encoding'] !== undefined) return false;
  if (!(Number(length) <= mostBytes)) return false;
  return type === 'application/json' || type?.startsWith('application/json;') === true;
}

/** `presentedCredential` says which counts, of those that look like a token at all. */
function tokenIn(headers: IncomingHttpHeaders): string | undefined {
  const header = headers['x-platz-token'];
  if (header !== undefined) return typeof header === 'string' ? header : undefined;
  const { authorization } = headers;
  return authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
}

function textOf({ verdicts }: VerifiedNow, { isBatch, items }: QuickBody): string {
  let text = '';
  for (let at = 0; at < verdicts.length; at++) {
    const verdict = verdicts[at];
    if (verdict === undefined) continue;
    const told = JSON.stringify(presentVerdict(verdict, items[at]?.permission !== undefined));
    text = at === 0 ? told : `${text},${told}`;
  }
  return isBatch ? `{"items":[${text}]}` : text;
}
