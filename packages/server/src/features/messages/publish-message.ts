import { endpoints } from '@keywright/contract';
import type { ChannelBroker } from '../../request/channel-broker.ts';
import { changeOperation, nothingStored } from '../../request/operation.ts';
import { invalidField, Problem } from '../../request/problem.ts';
import { targetChannel } from './target-channel.ts';

export const publishMessageOperation = (broker: ChannelBroker) =>
  changeOperation(endpoints.publishMessage, {
    target: targetChannel,
    async run(_tx, { body, caller }, channel) {
      const { subtopic, retain = false } = body;
      const topic = broker.topicOf(channel, subtopic);
      if (topic === undefined) {
        throw invalidField(
          'subtopic',
          'Must be shorter, with fewer levels and no control characters.',
        );
      }
      const payload = bytesOf(body);
      const taken = broker.take(caller, payload.length);
      if (taken !== 'taken') throw refusal(taken);
      return {
        output: { topic, bytes: payload.length },
        // Messages pass; nothing of the site is another after one.
        audit: nothingStored,
        afterCommit: () => broker.publish({ topic, payload, retain }),
      };
    },
  });

/** RFC 4648, 4, with its padding: what others leave out or put in between would be lost without a word. */
const base64 = /^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/;

function bytesOf({
  payload,
  encoding = 'text',
}: {
  payload: string;
  encoding?: string | undefined;
}) {
  if (encoding === 'text') return Buffer.from(payload);
  if (payload.includes('_') || !base64.test(payload)) {
    throw invalidField('payload', 'Expected base64.');
  }
  return Buffer.from(payload, 'base64');
}

function refusal(why: 'too_large' | 'too_fast'): Problem {
  switch (why) {
    case 'too_large':
      return new Problem('payload_too_large', {
        message: 'This message is larger than the channels of this server carry.',
      });
    case 'too_fast':
      return new Problem('rate_limited', {
        message: 'This token publishes more messages than it may. Wait before sending the next.',
        retry_after_s: 1,
      });
    default:
      throw why satisfies never;
  }
}
