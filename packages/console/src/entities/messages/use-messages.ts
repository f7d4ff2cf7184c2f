import { type ChannelMessage, KeywrightError } from '@keywright/sdk';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../../api.ts';

export interface HeardMessage extends ChannelMessage {
  /** Counts up: one that none other of this page has. */
  readonly number: number;
  /** When this page heard it, in ms since 1970. */
  readonly at: number;
}

export type Listening =
  | { readonly state: 'connecting' }
  | { readonly state: 'listening' }
  /** The stream broke; another try follows by itself. */
  | { readonly state: 'broken' }
  /** The server will not have it: asking again the same way is in vain. */
  | { readonly state: 'refused'; readonly error: KeywrightError };

/** How many are kept: enough to look back, and no more than a page can show. */
const kept = 100;

/** Hears a channel for as long as it is shown; newest first, and never more than a hundred. */
export function useMessages(channelId: string) {
  const [messages, setMessages] = useState<readonly HeardMessage[]>([]);
  const [listening, setListening] = useState<Listening>({ state: 'connecting' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another stream
  useEffect(() => {
    const stop = new AbortController();
    setListening({ state: 'connecting' });
    const hear = (message: ChannelMessage) =>
      setMessages((heard) => [numbered(message, heard), ...heard].slice(0, kept));
    void listen(channelId, stop.signal, hear, setListening);
    return () => stop.abort();
  }, [channelId, tries]);
  return {
    messages,
    listening,
    clear: useCallback(() => setMessages([]), []),
    retry: useCallback(() => setTries((count) => count + 1), []),
  };
}

const numbered = (message: ChannelMessage, [last]: readonly HeardMessage[]): HeardMessage => ({
  ...message,
  number: (last?.number ?? 0) + 1,
  at: Date.now(),
});

/** Again and again until it is refused: the server ends the stream at a restart, and when a right ends. */
async function listen(
  id: string,
  signal: AbortSignal,
  hear: (message: ChannelMessage) => void,
  tell: (listening: Listening) => void,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    const onOpen = () => {
      failures = 0;
      tell({ state: 'listening' });
    };
    try {
      for await (const message of api.streamMessages({ params: { id }, signal, onOpen })) {
        hear(message);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof KeywrightError && isFinal(error)) {
        tell({ state: 'refused', error });
        return;
      }
    }
    if (signal.aborted) return;
    tell({ state: 'broken' });
    await passed(Math.min(500 * 2 ** failures, 10_000), signal);
  }
}

const isFinal = ({ status }: KeywrightError): boolean => status >= 400 && status < 500;

function passed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
