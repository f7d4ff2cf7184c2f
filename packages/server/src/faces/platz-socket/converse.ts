import { type SocketMessage, socketMessage } from '@keywright/contract';
import type { Heard } from '../../request/heard.ts';
import type { Socket } from '../../request/socket.ts';
import { dbEventOf } from './db-event.ts';
import { Subscriptions } from './subscriptions.ts';

/** Platz passes over what it does not understand, so that newer clients work; whoever sends nothing else is none. */
const mostMisunderstood = 100;

/** RFC 6455, 7.4.1, and (3000) IANA's registry of close codes. */
const closeCodes = { policyViolation: 1008, tryAgainLater: 1013, unauthorized: 3000 } as const;

/** Tells a client of the rows it subscribes to, until its credential ends or something may have been missed. */
export async function converse(socket: Socket, heard: AsyncIterable<Heard>): Promise<void> {
  const subscriptions = takeSubscriptions(socket);
  let isFirst = true;
  for await (const one of heard) {
    if (one === 'over') {
      return socket.close(closeCodes.unauthorized, 'This credential has ended.');
    }
    // The first says what any client knows: it asked for nothing yet. After that Platz has no word but to begin again.
    if (one === 'resync' && !isFirst) {
      return socket.close(closeCodes.tryAgainLater, 'Changes may have been missed. Connect again.');
    }
    isFirst = false;
    if (one === 'resync' || one === 'alive') continue;
    const event = dbEventOf(one);
    if (event && subscriptions.wants(event)) await socket.send(JSON.stringify(event));
  }
}

function takeSubscriptions(socket: Socket): Subscriptions {
  const subscriptions = new Subscriptions();
  let misunderstood = 0;
  socket.onText((text) => {
    const message = messageOf(text);
    if (message === undefined) misunderstood++;
    else if (!subscriptions.take(message)) {
      socket.close(closeCodes.policyViolation, 'These are too many subscriptions.');
    }
    if (misunderstood > mostMisunderstood) {
      socket.close(closeCodes.policyViolation, 'Send subscribe or unsubscribe, with a table.');
    }
  });
  return subscriptions;
}

function messageOf(text: string): SocketMessage | undefined {
  try {
    return socketMessage.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
