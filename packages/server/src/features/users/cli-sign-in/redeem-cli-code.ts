import { endpoints } from '@keywright/contract';
import { digestOf, Secret } from '../../../plane/secret.ts';
import { changeOperation } from '../../../request/operation.ts';
import { provesChallenge } from './codes.ts';
import { oauthProblem } from './oauth-problem.ts';
import { endReused, openTerminal } from './open-terminal.ts';
import { lockCliCode, useCliCode } from './queries.ts';
import type { ProgramSignInRooms } from './rooms.ts';

/** The program shows that the code is its own: only it knows what the challenge was made of. */
export const redeemCliCodeOperation = ({ jwts }: ProgramSignInRooms) =>
  changeOperation(endpoints.redeemCliCode, {
    async run(tx, asked) {
      const { body, now } = asked;
      const code = digestOf(new Secret(body.code));
      const row = await lockCliCode(tx, code);
      if (!row) throw oauthProblem('invalid_grant');
      if (row.session_id !== null) return endReused(tx, row.session_id, now);
      // Not used up by a wrong verifier: who caught the code could else lock its owner out.
      const isOurs =
        row.redirect_uri === body.redirect_uri &&
        provesChallenge(body.code_verifier, row.challenge);
      if (!isOurs || row.expires_at <= now) throw oauthProblem('invalid_grant');
      const { id, changed } = await openTerminal(tx, row, jwts, asked);
      await useCliCode(tx, code, id);
      return changed;
    },
  });
