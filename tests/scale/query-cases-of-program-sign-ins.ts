import type * as programs from '../../packages/server/src/features/users/cli-sign-in/queries.ts';
import type { KnownIds } from './known-ids.ts';
import type { CasesOf } from './query-case.ts';

/** Sign-ins of programs: found by a code's digest, and cleared away by their end. */
export function casesOfProgramSignIns(known: KnownIds): CasesOf<typeof programs> {
  const { user, session, at } = known;
  const code = new Uint8Array(32) as never;
  return {
    addCliCode: {
      new: {
        given: [
          {
            code,
            challenge: 'a'.repeat(43),
            redirect_uri: 'http://127.0.0.1:1/',
            device_name: 'laptop',
            user_id: user,
            approved_by: session,
            expires_at: at,
          },
        ],
      },
    },
    lockCliCode: { 'by digest': { given: [code] } },
    useCliCode: { 'by digest': { given: [code, session] } },
    pruneCliCodes: { old: { given: [at] } },
    addDeviceSignIn: {
      new: {
        given: [
          {
            deviceCode: code,
            userCode: code,
            device_name: 'laptop',
            address: null,
            user_agent: null,
            created_at: at,
            expires_at: at,
            interval_ms: 5000,
          },
        ],
      },
    },
    readByUserCode: { 'by digest': { given: [code] } },
    lockByUserCode: { 'by digest': { given: [code] } },
    lockByDeviceCode: { 'by digest': { given: [code] } },
    decideDevice: {
      'by digest': { given: [code, { decision: 'approve', userId: user, by: session }] },
    },
    notePoll: { 'by digest': { given: [code, { polled_at: at, interval_ms: 5000 }] } },
    useDeviceCode: { 'by digest': { given: [code, session] } },
    pruneDeviceSignIns: { old: { given: [at] } },
    holdVoucher: { 'by id': { given: [session] } },
  };
}
