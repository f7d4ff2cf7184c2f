import { endpoints } from '@keywright/contract';
import { permit } from '../../../request/authorize.ts';
import { readOperation } from '../../../request/operation.ts';
import { wireTime } from '../../../request/time.ts';
import type { UsageNeeds } from '../handed-in.ts';
import { countUnusedScopes, countUnusedTokens, notedSince, type Whose } from '../queries.ts';
import { cannotTell, findUnused, presentScope, presentToken, questionOf } from './find-unused.ts';
import { alsoNeeded, targetOfUnused } from './whose.ts';

export const listUnusedOperation = (needs: UsageNeeds) =>
  readOperation(endpoints.listUnused, {
    prepare: () => needs.writeUses(),
    target: (db, { query, caller }) =>
      targetOfUnused(db, needs, { sent: query, caller, act: 'list' }),
    async run(db, { query, caller, now }, whose: Whose) {
      const permission = alsoNeeded(whose, 'list');
      if (permission) {
        const target = await targetOfUnused(db, needs, { sent: query, caller, act: 'list' });
        await permit(needs.plane, db, { caller, target, permission });
      }
      const question = questionOf(whose, { days: query.days, caller, now });
      const { tokens, scopes } = await findUnused(db, question);
      return {
        before: wireTime(question.before),
        tokens: tokens.map(presentToken),
        scopes: scopes.map(presentScope),
        num_tokens: await countUnusedTokens(db, question),
        num_scopes: (await cannotTell(db, question)) ? 0 : await countUnusedScopes(db, question),
        scopes_noted_since: wireTime(await notedSince(db)),
      };
    },
  });
