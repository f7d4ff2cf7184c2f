import { matcherOf } from './filter-match.ts';
import type { Message } from './messages.ts';
import { placeOfFilter, placeOfTopic } from './topics.ts';

/** Of one channel; beyond it the one that was kept longest goes. */
const mostOfChannel = 1000;
const mostBytesOfChannel = 4 * 1024 * 1024;
/** Of all channels; beyond it nothing more is kept. */
const mostBytes = 256 * 1024 * 1024;

interface Channel {
  readonly projectId: string;
  readonly packets: Map<string, Message>;
  bytes: number;
}

const sizeOf = ({ topic, payload }: Message): number => topic.length + payload.length;

/** The last message of each topic that asked to be kept, by channel, in memory and bounded. */
export class RetainedMessages {
  readonly #channels = new Map<string, Channel>();
  #bytes = 0;

  /** An empty payload takes the one that was kept away (MQTT 3.1.1, 3.3.1.3). */
  store(packet: Message): void {
    const place = placeOfTopic(packet.topic);
    if (!place) return;
    const { channelId, projectId } = place;
    this.#take(channelId, packet.topic);
    const size = sizeOf(packet);
    if (packet.payload.length === 0 || this.#bytes + size > mostBytes) return;
    const channel = this.#channels.get(channelId) ?? { projectId, packets: new Map(), bytes: 0 };
    this.#channels.set(channelId, channel);
    channel.packets.set(packet.topic, packet);
    channel.bytes += size;
    this.#bytes += size;
    while (channel.packets.size > mostOfChannel || channel.bytes > mostBytesOfChannel) {
      this.#take(channelId, channel.packets.keys().next().value as string);
    }
  }

  /** Those whose topics a filter matches. */
  *matching(filter: string): Generator<Message> {
    const place = placeOfFilter(filter);
    if (!place) return;
    const matches = matcherOf(filter);
    for (const { packets } of this.#channelsAt(place)) {
      for (const [topic, packet] of packets) if (matches(topic.split('/'))) yield packet;
    }
  }

  /** What was kept of a channel that is no more, or of a project, goes with it. */
  forgetGone(id: string): void {
    for (const [channelId, { projectId, packets }] of this.#channels) {
      if (channelId !== id && projectId !== id) continue;
      for (const topic of packets.keys()) this.#take(channelId, topic);
    }
  }

  #channelsAt(place: NonNullable<ReturnType<typeof placeOfFilter>>): Iterable<Channel> {
    if (place.kind === 'channel') {
      const channel = this.#channels.get(place.channelId);
      return channel ? [channel] : [];
    }
    const all = [...this.#channels.values()];
    return place.kind === 'site'
      ? all
      : all.filter(({ projectId }) => projectId === place.projectId);
  }

  #take(channelId: string, topic: string): void {
    const channel = this.#channels.get(channelId);
    const packet = channel?.packets.get(topic);
    if (!channel || !packet) return;
    channel.packets.delete(topic);
    channel.bytes -= sizeOf(packet);
    this.#bytes -= sizeOf(packet);
    if (channel.packets.size === 0) this.#channels.delete(channelId);
  }
}
