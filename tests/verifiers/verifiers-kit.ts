import { once } from 'node:events';
import { builtInRoles, siteId, verifierSubprotocol } from '@keywright/contract';
import { createVerifier, type Verifier, type VerifierOptions } from '@keywright/sdk/verifier';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { VerifySite } from '../verify/verify-kit.ts';

/** A service account that may verify all tokens, and its token. */
export const verifierAccount = (site: VerifySite) =>
  site.account({ grants: [{ resource_id: siteId, role_id: builtInRoles.verifier.id }] });

const open: { close(): void }[] = [];

export function closeAll(): void {
  for (const one of open.splice(0)) one.close();
}

export function verifierAt(options: VerifierOptions): Verifier {
  const verifier = createVerifier(options);
  open.push(verifier);
  return verifier;
}

export async function becomes(verifier: Verifier, is: Verifier['state']['is']): Promise<void> {
  await expect.poll(() => verifier.state.is, { interval: 10 }).toBe(is);
}

/** A verifier that does what a test tells it. */
export interface RawVerifier {
  readonly raw: WebSocket;
  say(message: Record<string, unknown>): void;
  /** The next message of this type; what comes before it is passed over. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read messages field by field, and assert on them.
  next(type: string): Promise<any>;
  /** The types of all that came so far. */
  heard(): readonly string[];
}

export async function rawVerifier(url: string, token: string): Promise<RawVerifier> {
  const address = new URL('/api/v2/verifiers', url.replace('http', 'ws'));
  const raw = new WebSocket(address, [verifierSubprotocol, token]);
  open.push({ close: () => raw.terminate() });
  const messages: { type: string }[] = [];
  const heard: string[] = [];
  let wake = () => {};
  raw.on('message', (data) => {
    const message = JSON.parse(String(data));
    messages.push(message);
    heard.push(message.type);
    wake();
  });
  await once(raw, 'open');
  raw.on('error', () => {});
  return {
    raw,
    say: (message) => raw.send(JSON.stringify(message)),
    heard: () => heard,
    async next(type) {
      for (;;) {
        const message = messages.shift();
        if (message?.type === type) return message;
        if (message) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
