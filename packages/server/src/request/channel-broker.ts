import type { ProjectId, ResourceId } from '@keywright/contract';
import type { Caller } from '../plane/principal.ts';

export interface Channel {
  readonly projectId: ProjectId;
  readonly channelId: ResourceId;
}

/** A message as somebody hears it. */
export interface HeardMessage {
  readonly topic: string;
  /** Null: it went out by the channel’s own topic. */
  readonly subtopic: string | null;
  readonly payload: Buffer;
  readonly retained: boolean;
}

/**
 * What carries the messages of channels, to whoever came by HTTP as to all others. Who may, is decided before; for as long
 * as they may, it sees to itself.
 */
export interface ChannelBroker {
  /** The topic of a channel, or below it; undefined: none can be called that. */
  topicOf(channel: Channel, subtopic: string | undefined): string | undefined;
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
    from: { readonly channel: Channel; readonly subtopic: string | undefined },
    signal: AbortSignal,
  ): AsyncIterable<HeardMessage | null>;
}
