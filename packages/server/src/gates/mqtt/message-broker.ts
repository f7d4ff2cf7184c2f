import type { Aedes, AedesPublishPacket } from 'aedes';
import type { ChannelBroker, HeardMessage } from '../../request/channel-broker.ts';
import type { LiveRights } from './live-rights.ts';
import { MessageQueue } from './message-queue.ts';
import type { Buckets } from './rate.ts';
import type { RetainedMessages } from './retained-messages.ts';
import type { MqttLimits } from './settings.ts';
import { channelTopic, placeOfTopic } from './topics.ts';

interface Rooms {
  readonly aedes: Aedes;
  readonly rights: LiveRights;
  readonly buckets: Buckets;
  readonly limits: MqttLimits;
  readonly retained: RetainedMessages;
}

const aliveMs = 15_000;

/** The broker's messages for who comes by HTTP. */
export function messageBroker({ aedes, rights, buckets, limits, retained }: Rooms): ChannelBroker {
  return {
    topicOf({ projectId, channelId }, subtopic) {
      const topic = channelTopic(projectId, channelId, subtopic);
      return placeOfTopic(topic) && topic;
    },
    take({ credential }, bytes) {
      if (bytes > limits.maxPayloadBytes) return 'too_large';
      return buckets.of(credential.id).take(1) ? 'taken' : 'too_fast';
    },
    // Of a broker that is being closed nobody hears more.
    publish: (message) =>
      aedes.publish({ cmd: 'publish', qos: 1, dup: false, ...message }, () => {}),
    hear(caller, { channel, subtopic }, signal) {
      const { projectId, channelId } = channel;
      const base = channelTopic(projectId, channelId);
      const filter = `${channelTopic(projectId, channelId, subtopic)}/#`;
      const queue = new MessageQueue<HeardMessage | null>();
      const heard = (topic: string, payload: Buffer, isRetained: boolean): HeardMessage => ({
        topic,
        subtopic: topic === base ? null : topic.slice(base.length + 1),
        payload,
        retained: isRetained,
      });
      const deliver = ({ topic, payload }: AedesPublishPacket, done: () => void) => {
        const bytes = Buffer.from(payload);
        if (watched.holds) queue.push(heard(topic, bytes, false), bytes.length);
        done();
      };
      const watched = rights.watch(caller, () => end());
      const alive = setInterval(() => queue.push(null), aliveMs);
      const end = () => {
        clearInterval(alive);
        rights.leave(watched);
        aedes.unsubscribe(filter, deliver, () => {});
        queue.end();
      };
      for (const { topic, payload } of retained.matching(filter)) {
        queue.push(heard(topic, payload, true), payload.length);
      }
      aedes.subscribe(filter, deliver, () => {});
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
      // It may have been taken away after it was decided and before anybody listened for that.
      watched
        .subscribe(filter, { kind: 'channel', projectId, channelId })
        .then((isAllowed) => isAllowed || end(), end);
      return queue;
    },
  };
}
