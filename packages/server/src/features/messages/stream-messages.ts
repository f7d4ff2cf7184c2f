import { isUtf8 } from 'node:buffer';
import { type ChannelMessage, endpoints } from '@keywright/contract';
import type { ChannelBroker, HeardMessage } from '../../request/channel-broker.ts';
import { openAtOnce } from '../../request/open-at-once.ts';
import { readOperation } from '../../request/operation.ts';
import { Problem } from '../../request/problem.ts';
import { targetChannel } from './target-channel.ts';

/** Of one principal, on this server. */
const mostStreams = 100;

export const streamMessagesOperation = (broker: ChannelBroker) => {
  const limit = openAtOnce(mostStreams);
  return readOperation(endpoints.streamMessages, {
    target: targetChannel,
    async run(_db, { caller, query, signal }, channel) {
      const close = limit(caller.principal.id);
      if (!close) {
        throw new Problem('rate_limited', {
          message: `You have ${mostStreams} streams of messages open already. Close some of them first.`,
          retry_after_s: 15,
        });
      }
      const from = { channel, subtopic: query.subtopic };
      return told(broker.hear(caller, from, signal), close);
    },
  });
};

async function* told(
  messages: AsyncIterable<HeardMessage | null>,
  close: () => void,
): AsyncGenerator<ChannelMessage | null> {
  try {
    for await (const message of messages) yield message && wireMessage(message);
  } finally {
    close();
  }
}

function wireMessage({ topic, subtopic, payload, retained }: HeardMessage): ChannelMessage {
  const encoding = isUtf8(payload) ? 'text' : 'base64';
  const text = payload.toString(encoding === 'text' ? 'utf8' : 'base64');
  return { topic, subtopic, payload: text, encoding, retained };
}
