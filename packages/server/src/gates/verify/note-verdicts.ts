import type { UseOutcome, VerifyToken } from '@keywright/contract';
import type { UsageRecorder } from '../../plane/usage/usage-recorder.ts';
import { isYes, type Verdict } from '../../plane/verification/verdict.ts';

/** Tells the recorder what came of looks at tokens. Of those that are not known there is nothing to tell. */
export function noteVerdicts(
  usage: Pick<UsageRecorder, 'seen'>,
  verdicts: readonly Verdict[],
  asked: readonly Pick<VerifyToken, 'permission' | 'client_address'>[],
  at: number,
): void {
  for (const [place, verdict] of verdicts.entries()) {
    if (verdict.kind !== 'known') continue;
    const { permission, client_address: address = null } = asked[place] ?? {};
    const outcome = outcomeOf(verdict);
    usage.seen({ tokenId: verdict.token.id, outcome, permission, address, userAgent: null, at });
  }
}

function outcomeOf({ standing, reason }: Verdict & { kind: 'known' }): UseOutcome {
  if (standing !== 'active') return standing;
  return reason === undefined || isYes(reason) ? 'accepted' : 'denied';
}
