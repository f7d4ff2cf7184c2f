import { hash, randomBytes } from 'node:crypto';
import { cliClientId, deviceCodeGrant } from '@keywright/contract';
import type { Client } from '../kit/http-client.ts';
import type { TestServer } from '../kit/server.ts';

type Server = Pick<TestServer, 'anonymous'>;

export const redirectUri = 'http://127.0.0.1:49152/callback';

/** What a program asks for in a browser of its machine, with the secret it keeps. */
export function askByLoopback(given: Record<string, unknown> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const query = {
    response_type: 'code',
    client_id: cliClientId,
    redirect_uri: redirectUri,
    code_challenge: hash('sha256', verifier, 'base64url'),
    code_challenge_method: 'S256',
    state: 'xyz-1',
    device_name: 'laptop.example',
    ...given,
  };
  return { verifier, query };
}

/** Approves a program that asked; answers with what it then sends. */
export async function approvedCliCode(person: Client, given: Record<string, unknown> = {}) {
  const { verifier, query } = askByLoopback(given);
  const { status, body } = await person.post('/api/v2/auth/cli/decide', {
    body: { ...query, decision: 'approve' },
  });
  if (status !== 200) throw new Error(`Approving ended with ${JSON.stringify(body)}`);
  return {
    grant_type: 'authorization_code',
    code: new URL(body.redirect_to).searchParams.get('code') ?? '',
    code_verifier: verifier,
    redirect_uri: query.redirect_uri,
  };
}

export async function startDevice(server: Server, device_name = 'build.example') {
  const { status, body } = await server.anonymous().post('/api/v2/auth/device', {
    body: { client_id: cliClientId, device_name },
  });
  if (status !== 200) throw new Error(`Asking for a code ended with ${JSON.stringify(body)}`);
  return body;
}

/** Starts a sign-in and lets it in; answers with what the program then sends. */
export async function approvedDeviceCode(server: Server, person: Client) {
  const { user_code, device_code } = await startDevice(server);
  const { status, body } = await person.post('/api/v2/auth/device/decide', {
    body: { user_code, decision: 'approve' },
  });
  if (status !== 204) throw new Error(`Approving ended with ${JSON.stringify(body)}`);
  return pollOf(device_code);
}

export const pollOf = (device_code: string) => ({ grant_type: deviceCodeGrant, device_code });
