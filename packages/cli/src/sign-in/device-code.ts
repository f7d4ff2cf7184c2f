import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@keywright/sdk';
import { KeywrightError } from '@keywright/sdk/node';
import { Stopped } from '../program/stopped.ts';
import type { OpenedSession } from './opened-session.ts';

/** RFC 8628, 3.5: how much longer to wait after each `slow_down`. */
const slowerS = 5;

export interface ShownCode {
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
}

/** Signs in with a code that a person approves in any browser (RFC 8628). `show` is told the code and where to type it. */
export async function signInByDeviceCode(
  client: Client,
  deviceName: string,
  show: (code: ShownCode) => void,
): Promise<OpenedSession> {
  const asked = { client_id: 'keywright-cli', device_name: deviceName } as const;
  const started = await client.startDeviceSignIn({ body: asked });
  show(started);
  const ends = performance.now() + started.expires_in * 1000;
  let intervalS = started.interval;
  while (performance.now() < ends) {
    await pause(intervalS * 1000);
    const outcome = await poll(client, started.device_code);
    if (typeof outcome === 'object') return outcome;
    if (outcome === 'slow_down') intervalS += slowerS;
  }
  throw expired();
}

const expired = () =>
  new Stopped(
    'failed',
    'The code ran out before anybody approved it.',
    'Run `keywright login` again.',
  );

async function poll(
  client: Client,
  device_code: string,
): Promise<OpenedSession | 'wait' | 'slow_down'> {
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  try {
    return await client.redeemDeviceCode({
      body: { grant_type, device_code, client_id: 'keywright-cli' },
    });
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    switch (error.code) {
      case 'authorization_pending':
      // The network of a laptop comes and goes while its person looks for the browser.
      case 'unreachable':
        return 'wait';
      case 'slow_down':
        return 'slow_down';
      case 'access_denied':
        throw new Stopped('refused', 'The sign-in was refused in the browser.');
      case 'expired_token':
        throw expired();
      default:
        throw error;
    }
  }
}
