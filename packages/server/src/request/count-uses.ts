import { parseToken, type TokenId, type UseOutcome } from '@keywright/contract';
import type { Origin } from '../audit/actor.ts';
import type { Refusal } from '../plane/authentication.ts';
import type { Presented } from '../plane/presented.ts';
import type { Caller } from '../plane/principal.ts';
import type { UsageRecorder } from '../plane/usage/usage-recorder.ts';
import { Problem } from './problem.ts';

export interface UseCounts {
  /** A credential that was sent and does not count. */
  refused(presented: Presented, refusal: Refusal, origin: Origin): void;
  /** A request of this caller is over; `error`: what it failed with. */
  ended(caller: Caller, origin: Origin, error?: unknown): void;
}

/** Tells the recorder how requests ended for the credentials that they came with. */
export function useCounts(usage: UsageRecorder, clock: () => number): UseCounts {
  return {
    refused(presented, refusal, { address, userAgent }) {
      const outcome = outcomeOfRefusal(refusal);
      if (outcome === undefined || presented.kind !== 'token') return;
      const tokenId = parseToken(presented.text.reveal())?.id as TokenId | undefined;
      if (tokenId === undefined) return;
      usage.seen({ tokenId, outcome, permission: undefined, address, userAgent, at: clock() });
    },
    ended({ credential }, { address, userAgent }, error) {
      const at = clock();
      if (credential.kind === 'session') {
        usage.used({ id: credential.id, at, address, userAgent });
        return;
      }
      const outcome = outcomeOf(error);
      const permission = outcome === 'denied' ? (error as Problem).details.permission : undefined;
      usage.seen({ tokenId: credential.id, outcome, permission, address, userAgent, at });
    },
  };
}

/** What only the bearer of the right secret is told. A wrong secret says nothing about the token: anybody can send one. */
function outcomeOfRefusal(refusal: Refusal): UseOutcome | undefined {
  switch (refusal) {
    case 'token_expired':
      return 'expired';
    case 'token_revoked':
      return 'revoked';
    case 'principal_inactive':
      return 'principal_inactive';
    case 'unauthenticated':
    case 'token_malformed':
    case 'token_unknown':
    case 'session_invalid':
    case 'session_expired':
    case 'session_ended':
      return undefined;
    default:
      throw refusal satisfies never;
  }
}

/** What does not come of the token itself is no refusal of it. */
function outcomeOf(error: unknown): UseOutcome {
  if (!(error instanceof Problem)) return 'accepted';
  switch (error.code) {
    case 'forbidden':
    case 'scope_missing':
      return 'denied';
    case 'rate_limited':
      return 'rate_limited';
    default:
      return 'accepted';
  }
}
