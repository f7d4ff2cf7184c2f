import type { Aedes, AedesPublishPacket } from 'aedes';
import type { ChannelsAt } from '../../plane/gate-decisions.ts';
import type { Caller } from '../../plane/principal.ts';
import type { LiveRights } from './live-rights.ts';
import { MessageQueue } from './message-queue.ts';
import type { Buckets } from './rate.ts';
import type { RetainedMessages } from './retained-messages.ts';
import type { MqttLimits } from './settings.ts';
import { channelTopic, placeOfTopic } from './topics.ts';

type OneChannel = Omit<ChannelsAt & { kind: 'channel' }, 'kind'>;

/** A message as somebody hears it. */
interface HeardMessage {
  readonly topic: string;
  readonly subtopic: string | null;
  readonly payload: Buffer;
  readonly retained: boolean;
}

/** The same messages for who comes by HTTP. Who may, was decided before; for as long as they may, is seen to here. */
export interface MessageBroker {
  /** The topic of a channel, or below it; undefined: none can be called that. */
  topicOf(channel: OneChannel, subtopic: string | undefined): string | undefined;
  /** Counts one more message of this caller; or says why it is not taken. */
  take(caller: Caller, bytes: number): 'taken' | 'too_large' | 'too_fast';
  publish(message: {
    readonly topic: string;
    readonly payload: Buffer;
    readonly retain: boolean;
  }): void;
  /** What was retained, then what comes; `null` is a sign of life. Ends with the right, or when nobody reads. */
  hear(
    caller: Caller,
    from: { readonly channel: OneChannel; readonly subtopic: string | undefined },
    signal: AbortSignal,
  ): AsyncIterable<HeardMessage | null>;
}

interface Rooms {
  readonly aedes: Aedes;
  readonly rights: LiveRights;
  readonly buckets: Buckets;
  readonly limits: MqttLimits;
  readonly retained: RetainedMessages;
}

const aliveMs = 15_000;

export function messageBroker({ aedes, rights, buckets, limits, retained }: Rooms): MessageBroker {
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
