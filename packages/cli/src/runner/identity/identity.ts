import type { Client } from '@keywright/sdk';
import type { Log } from '../log.ts';
import { explained, mayPass } from '../server-failure.ts';
import { waitFor } from '../wait.ts';
import { type IssuedToken, readToken, removeTokens, writeToken } from './identity-files.ts';
import { serveToken } from './identity-socket.ts';

const callLimitMs = 10_000;
const retrySoonMs = 500;
const retryEveryMs = 5_000;

/** What a deployment’s program finds its own token by. */
export interface Identity {
  /** The variables to start it with now. */
  variables(): Record<string, string>;
  /** Takes the files away and renews no more; the token itself dies within the hour, or with the deployment. */
  close(): Promise<void>;
}

export interface IdentityOrder {
  readonly deploymentId: string;
  /** Of the task it is for. */
  readonly leaseId?: string;
  readonly folder: string;
  /** Whether a program may also ask on a socket in the folder. */
  readonly onRequest: boolean;
  /**
   * While the server is away: wait for it until this is given. Without it: a token of before will do, or none until the
   * server is back.
   */
  readonly until?: AbortSignal;
}

/** Gets a deployment a token of its own, and renews it at half its time for as long as the identity is open. */
export async function openIdentity(
  client: Client,
  log: Log,
  order: IdentityOrder,
): Promise<Identity> {
  const { folder, deploymentId } = order;
  let held = await first();
  let renewAt = renewalOf(held);
  let renewing: Promise<IssuedToken> | undefined;
  let isClosed = false;
  let timer = setTimeout(renewInTime, renewAt - Date.now());

  async function issue(leaseId?: string): Promise<IssuedToken> {
    const { access_token, server_url, expires_at } = await client.issueDeploymentToken({
      params: { id: deploymentId },
      body: leaseId === undefined ? {} : { lease_id: leaseId },
      signal: AbortSignal.timeout(callLimitMs),
    });
    const issued = { access_token, server_url, expires_at };
    await writeToken(folder, issued);
    return issued;
  }
  async function first(): Promise<IssuedToken | undefined> {
    for (;;) {
      try {
        return await issue(order.leaseId);
      } catch (error) {
        if (!mayPass(error)) throw error;
        if (order.until === undefined) return readToken(folder);
        await waitFor(retrySoonMs, order.until);
        order.until.throwIfAborted();
      }
    }
  }
  /** One that has at least half its time left. */
  async function fresh(): Promise<IssuedToken> {
    if (held !== undefined && Date.now() < renewAt) return held;
    renewing ??= issue().finally(() => {
      renewing = undefined;
    });
    const issued = await renewing;
    held = issued;
    renewAt = renewalOf(issued);
    return issued;
  }
  async function renewInTime(): Promise<void> {
    await fresh().catch((error) => {
      log.warn(`A new token for deployment ${deploymentId} was refused. ${explained(error)}`);
    });
    if (!isClosed) timer = setTimeout(renewInTime, Math.max(retryEveryMs, renewAt - Date.now()));
  }

  const socket = order.onRequest ? await serveToken(`${folder}/identity.sock`, fresh) : undefined;
  return {
    variables: () => ({
      KEYWRIGHT_CREDENTIALS_DIR: folder,
      ...(held && { PLATZ_URL: held.server_url, PLATZ_API_TOKEN: held.access_token }),
    }),
    async close() {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(timer);
      await renewing?.catch(() => undefined);
      await socket?.stop();
      await removeTokens(folder);
    },
  };
}

/** At half the time that is left; soon, where there is none yet. */
function renewalOf(token: IssuedToken | undefined): number {
  const now = Date.now();
  if (token === undefined) return now + retryEveryMs;
  return now + Math.max(0, Date.parse(token.expires_at) - now) / 2;
}
