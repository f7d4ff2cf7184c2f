import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';

/** A stream of server-sent events that is being read. */
export interface LiveEvents {
  readonly status: number;
  /** The next event's data, parsed; undefined once the server has ended the stream. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read events field by field, and assert on them.
  next(): Promise<any>;
  close(): void;
}

/** Opens `path` as an EventSource does. `headers` carry the credential: see `credentialHeaders`. */
export async function openLiveEvents(
  base: string,
  headers: Readonly<Record<string, string>>,
  path = '/api/v2/events',
): Promise<LiveEvents> {
  const sent = request(new URL(path, base), {
    agent: false,
    headers: { accept: 'text/event-stream', ...headers },
  });
  sent.end();
  const [received] = (await once(sent, 'response')) as [IncomingMessage];
  const events = eventsOf(received);
  return {
    status: received.statusCode ?? 0,
    next: async () => (await events.next()).value,
    close: () => sent.destroy(),
  };
}

/** HTML, 9.2.6: the lines of data of each event; comments and other fields are passed over. */
async function* eventsOf(received: IncomingMessage): AsyncGenerator<unknown, undefined> {
  const data: string[] = [];
  for await (const line of createInterface({ input: received })) {
    if (line.startsWith('data:')) data.push(line.slice('data:'.length).trimStart());
    if (line === '' && data.length > 0) yield JSON.parse(data.splice(0).join('\n'));
  }
  return undefined;
}
