import type { Client } from '@keywright/sdk';
import { Command } from 'commander';
import { text } from '../output/cell.ts';
import { type Asked, asks } from '../program/asked.ts';

interface Caller {
  readonly kind: 'user' | 'service_account' | 'deployment';
  readonly id: string;
  readonly name: string;
  readonly email?: string;
}

/** `keywright whoami`. */
export const group = () =>
  new Command('whoami').description('Who you are to the server, and with what').action(
    asks(async (asked) => {
      const caller = await callerOf(asked.client);
      const token = await tokenId(asked);
      await asked.out.one({ ...caller, token }, [
        ['kind', text(caller.kind.replace('_', ' '))],
        ['name', text(caller.name)],
        ...(caller.email ? [['e-mail', text(caller.email)] as const] : []),
        ['id', text(caller.id)],
        ['with', text(token === null ? 'a session' : `token ${token}`)],
        ['at', text(asked.url)],
      ]);
    }),
  );

async function callerOf(client: Client): Promise<Caller> {
  const me = await client.authMe();
  if ('User' in me) {
    const { id, display_name: name, email } = me.User;
    return { kind: 'user', id, name, email };
  }
  if ('Bot' in me) return { kind: 'service_account', id: me.Bot.id, name: me.Bot.display_name };
  return { kind: 'deployment', id: me.Deployment.id, name: me.Deployment.name };
}

/** A token's text holds its id; a session has none. */
async function tokenId({ credential }: Asked): Promise<string | null> {
  const { parseToken } = await import('@keywright/sdk');
  return parseToken((await credential()) ?? '')?.id ?? null;
}
