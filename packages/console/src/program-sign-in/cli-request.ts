import type { CliSignInRequest } from '@keywright/sdk';
import { textIn } from '../address.ts';

const names = [
  ...(['response_type', 'client_id', 'redirect_uri'] as const),
  ...(['code_challenge', 'code_challenge_method', 'state', 'device_name'] as const),
] as const satisfies readonly (keyof CliSignInRequest)[];

/** This machine, as browsers write it (RFC 8252, 7.3). */
const loopback = ['127.0.0.1', '[::1]'];

/**
 * What a program asks for in the address; undefined where something is missing, or the answer would leave this machine.
 * Whether all of it is right is for the server to say, once somebody decides.
 */
export function cliRequestIn(search: Record<string, unknown>): CliSignInRequest | undefined {
  const given = names.map((name) => [name, textIn(search, name)] as const);
  if (given.some(([, text]) => text === undefined)) return undefined;
  const asked = Object.fromEntries(given) as unknown as CliSignInRequest;
  const to = URL.parse(asked.redirect_uri);
  return to && loopback.includes(to.hostname) ? asked : undefined;
}
