import type { ErrorCode } from '@keywright/contract';
import type { Channel, Ending } from './channel.ts';

/** How a verifier stands. `code`: why the server refuses it, where it does; null: it was not reached, or sent it away. */
export type VerifierState =
  | { readonly is: 'connecting' }
  | { readonly is: 'live' }
  | { readonly is: 'lost'; readonly code: ErrorCode | null; readonly message: string }
  | { readonly is: 'closed'; readonly message: string };

export interface Connecting {
  readonly state: VerifierState;
  /** Under a lease at some time, and not lost since. */
  readonly channel: Channel | undefined;
  /** The same, once the attempt under way has come to one; undefined where it failed, or the one before did. */
  next(): Promise<Channel | undefined>;
  close(): void;
}

interface Rooms {
  open(): Promise<Channel>;
  /** Why a channel that should be there is not. */
  explain(): Promise<Ending | undefined>;
  readonly onState: ((state: VerifierState) => void) | undefined;
}

const firstPauseMs = 100;
const longestPauseMs = 2000;
/** A channel that lasted for so long was a good one. */
const goodAfterMs = 2000;

/** Connects, and connects again whenever the channel is lost: sooner at first, then every few seconds. */
export function keepConnected({ open, explain, onState }: Rooms): Connecting {
  let state: VerifierState = { is: 'connecting' };
  let channel: Channel | undefined;
  let under: Channel | undefined;
  let coming = Promise.withResolvers<Channel | undefined>();
  let began = 0;
  let pause = firstPauseMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isClosed = () => state.is === 'closed';

  function become(next: VerifierState): void {
    state = next;
    onState?.(next);
  }

  async function connect(): Promise<void> {
    began = performance.now();
    // Where no token can be got, or none that a header holds, there is nobody to connect as.
    under = await open().catch(() => undefined);
    if (isClosed()) return under?.leave();
    if (under && (await under.live)) take(under);
    else lose(await whyNot());
  }

  function take(found: Channel): void {
    if (isClosed()) return;
    channel = found;
    coming.resolve(found);
    become({ is: 'live' });
    found.whenEnded((ending) => {
      channel = undefined;
      lose(ending);
    });
  }

  /** Whoever asks waits for one attempt at once, where the channel was a good one; and not while attempts fail. */
  function lose({ code, message }: Ending): void {
    if (isClosed()) return;
    const isGood = state.is === 'live' && performance.now() - began > goodAfterMs;
    if (isGood) {
      pause = firstPauseMs;
      coming = Promise.withResolvers();
      become({ is: 'connecting' });
      connect();
      return;
    }
    coming.resolve(undefined);
    coming = Promise.withResolvers();
    coming.resolve(undefined);
    become({ is: 'lost', code, message });
    timer = setTimeout(connect, pause * (0.5 + Math.random()));
    pause = Math.min(2 * pause, longestPauseMs);
  }

  async function whyNot(): Promise<Ending> {
    const why = await explain().catch(() => undefined);
    if (why) return why;
    const message = 'The server was reached, and no WebSocket to it: does a proxy let it through?';
    return { code: null, message };
  }

  connect();
  return {
    get state() {
      return state;
    },
    get channel() {
      return channel;
    },
    next: () => coming.promise,
    close() {
      if (isClosed()) return;
      become({ is: 'closed', message: 'This verifier is closed.' });
      clearTimeout(timer);
      coming.resolve(undefined);
      under?.leave();
    },
  };
}
