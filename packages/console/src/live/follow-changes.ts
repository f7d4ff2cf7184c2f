import type { LiveEvent } from '@keywright/sdk';
import { api } from '../api.ts';

/** `ended`: the stream broke or was refused, so the credential may be gone. */
export type Heard = LiveEvent | { readonly kind: 'ended' };

/**
 * Hears of every change the person may see, in this and every other tab, until the returned function is called.
 *
 * One tab holds the connection and tells the others: browsers open six connections to a host over HTTP/1.1,
 * and a stream in each of seven tabs would leave none for anything else.
 */
export function followChanges(hear: (heard: Heard) => void): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel('keywright-changes');
  channel.onmessage = (message: MessageEvent<Heard>) => hear(message.data);
  const tell = (heard: Heard) => {
    hear(heard);
    if (!stop.signal.aborted) channel.postMessage(heard);
  };
  const read = () => keepReading(tell, stop.signal);
  // Locks exist where the page came over https or from this very machine; elsewhere each tab reads for itself.
  const reading = navigator.locks
    ? navigator.locks.request('keywright-changes', { signal: stop.signal }, read)
    : read();
  reading.catch(() => undefined);
  return () => {
    stop.abort();
    channel.close();
  };
}

async function keepReading(tell: (heard: Heard) => void, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      for await (const event of api.events({ signal })) {
        failures = 0;
        tell(event);
      }
    } catch {
      // Whatever it was: what matters is that changes may have been missed.
    }
    if (signal.aborted) return;
    tell({ kind: 'ended' });
    // The stream's first event is a resync: what changed while there was none is asked for once there is one.
    await passed(Math.min(500 * 2 ** failures, 10_000), signal);
  }
}

function passed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
