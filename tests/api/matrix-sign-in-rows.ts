import type { cliSignInEndpoints } from '@keywright/contract';
import {
  approvedCliCode,
  approvedDeviceCode,
  askByLoopback,
  startDevice,
} from './cli-sign-in-kit.ts';
import type { Cast } from './matrix-cast.ts';
import { everyone, whoSignedIn } from './matrix-outcomes.ts';
import type { Row } from './matrix-row.ts';

const userCode = async ({ server }: Cast) => (await startDevice(server)).user_code;

/** People signing programs in. */
export const signInRows: Readonly<Record<keyof typeof cliSignInEndpoints, Row>> = {
  decideCliSignIn: {
    ask: () => ({ body: { ...askByLoopback().query, decision: 'approve' } }),
    gets: whoSignedIn,
    leaves: ['sign_in.approve'],
  },
  redeemCliCode: {
    ask: async ({ admin }) => ({ body: await approvedCliCode(admin) }),
    gets: everyone,
    leaves: ['session.create'],
  },
  startDeviceSignIn: {
    ask: () => ({ body: { client_id: 'keywright-cli', device_name: 'build.example' } }),
    gets: everyone,
    isNobodysYet: true,
  },
  findDeviceSignIn: {
    ask: async (cast) => ({ body: { user_code: await userCode(cast) } }),
    gets: whoSignedIn,
  },
  decideDeviceSignIn: {
    ask: async (cast) => ({ body: { user_code: await userCode(cast), decision: 'refuse' } }),
    gets: whoSignedIn,
    leaves: ['sign_in.refuse'],
  },
  redeemDeviceCode: {
    ask: async ({ server, admin }) => ({ body: await approvedDeviceCode(server, admin) }),
    gets: everyone,
    leaves: ['session.create'],
  },
};
