import { endpoints, type VerifyToken } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import type { UsageRecorder } from '../../plane/usage/usage-recorder.ts';
import type { Answered } from '../../plane/verification/answer-questions.ts';
import type { Verified } from '../../plane/verification/verification.ts';
import { scopeMissing } from '../../request/denial.ts';
import { type Asked, memoryOperation } from '../../request/operation.ts';
import { invalidField, Problem } from '../../request/problem.ts';
import { noteCaller } from './note-caller.ts';
import { noteVerdicts } from './note-verdicts.ts';
import { presentVerdict } from './present-verdict.ts';

interface Rooms {
  readonly plane: Pick<Plane, 'verify'>;
  readonly usage: Pick<UsageRecorder, 'seen' | 'permissionUsed'>;
  readonly siteUrl: string;
}

/** Whether tokens are valid and what they may do; from memory, wherever all of it is there. */
export const verifyOperation = ({ plane, usage, siteUrl }: Rooms) =>
  memoryOperation(
    endpoints.verify,
    async ({ body, caller, now }: Asked<typeof endpoints.verify>) => {
      const isBatch = 'items' in body;
      const items: readonly VerifyToken[] = isBatch ? body.items : [body];
      const fieldOf = (at: number, name: string) => (isBatch ? `items.${at}.${name}` : name);
      const elsewhere = items.findIndex(({ audience = siteUrl }) => audience !== siteUrl);
      if (elsewhere >= 0) {
        throw invalidField(
          fieldOf(elsewhere, 'audience'),
          `Tokens of this site are for ${siteUrl} alone: leave it out, or send that.`,
        );
      }
      const verified = await plane.verify(caller, items);
      const verdicts = verdictsOf(verified, (at) => fieldOf(at, 'permission'));
      noteCaller(usage, caller.credential, now);
      noteVerdicts(usage, verdicts, items, now);
      const told = verdicts.map((verdict, at) =>
        presentVerdict(verdict, items[at]?.permission !== undefined),
      );
      const [first] = told;
      return isBatch || !first ? { items: told } : first;
    },
  );

/** Throws what is to be told instead. */
function verdictsOf(
  verified: Verified,
  permissionField: (at: number) => string,
): (Answered & { kind: 'verdicts' })['verdicts'] {
  switch (verified.kind) {
    case 'verdicts':
      return verified.verdicts;
    case 'refused':
      throw new Problem(verified.refusal);
    case 'scope_missing':
      throw scopeMissing('token.verify');
    case 'forbidden':
      throw new Problem('forbidden', {
        message:
          'You may verify tokens nowhere: that takes token.verify, which the role Verifier gives.',
        permission: 'token.verify',
        roles: ['Verifier'],
      });
    case 'no_such_permission':
      throw invalidField(permissionField(verified.at), 'There is no such permission.');
    default:
      throw verified satisfies never;
  }
}
