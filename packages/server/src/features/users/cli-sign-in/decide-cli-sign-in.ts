import { endpoints } from '@keywright/contract';
import { digestOf } from '../../../plane/secret.ts';
import { changeOperation } from '../../../request/operation.ts';
import { makeCode } from './codes.ts';
import { decided, deciderOf } from './decided-by.ts';
import { addCliCode, pruneCliCodes } from './queries.ts';
import { keptLongerMs } from './rooms.ts';

/** One minute, in milliseconds: from the browser to a program that listens on the same machine. */
const codeLifetimeMs = 60_000;

/** Somebody decided on the page /auth/cli; says where the browser takes the answer. */
export const decideCliSignInOperation = () =>
  changeOperation(endpoints.decideCliSignIn, {
    async run(tx, { body, caller, origin, now }) {
      const decider = deciderOf(caller);
      const { redirect_uri, state, device_name, decision } = body;
      const asked = { device_name, by: 'loopback', asked_from: origin.address } as const;
      const audit = decided(decider, decision, asked);
      const answer = (said: Record<string, string>) => {
        const url = new URL(redirect_uri);
        url.search = new URLSearchParams({ ...said, state }).toString();
        return { output: { redirect_to: url.href }, audit };
      };
      if (decision === 'refuse') return answer({ error: 'access_denied' });

      const code = makeCode();
      await pruneCliCodes(tx, now - keptLongerMs);
      await addCliCode(tx, {
        code: digestOf(code),
        challenge: body.code_challenge,
        redirect_uri,
        device_name,
        user_id: decider.userId,
        approved_by: decider.session,
        expires_at: now + codeLifetimeMs,
      });
      return answer({ code: code.reveal() });
    },
  });
