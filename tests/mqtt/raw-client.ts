import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection of bytes, for what no client library would send. */
export interface RawClient {
  send(...bytes: readonly Buffer[]): void;
  /** So many bytes, as soon as they are there. Rejects where the broker closes before. */
  read(count: number): Promise<Buffer>;
  readonly closed: Promise<void>;
  readonly socket: Socket;
}

export async function rawClient(port: number): Promise<RawClient> {
  const socket = connect({ host: '127.0.0.1', port });
  await once(socket, 'connect');
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  let got = Buffer.alloc(0);
  let arrived = () => {};
  socket.on('data', (chunk: Buffer) => {
    got = Buffer.concat([got, chunk]);
    arrived();
  });
  return {
    socket,
    closed,
    send: (...bytes) => {
      for (const part of bytes) socket.write(part);
    },
    async read(count) {
      while (got.length < count) {
        const more = new Promise<void>((resolve) => {
          arrived = resolve;
        });
        const isOver = await Promise.race([more, closed.then(() => true)]);
        if (isOver && got.length < count) throw new Error('The broker closed the connection.');
      }
      const wanted = got.subarray(0, count);
      got = got.subarray(count);
      return wanted;
    },
  };
}

/** MQTT 3.1.1, 2.2: a header byte, the length, the body. */
export function frame(header: number, ...body: readonly (Buffer | readonly number[])[]): Buffer {
  const bytes = Buffer.concat(body.map((part) => Buffer.from(part)));
  const length: number[] = [];
  let rest = bytes.length;
  do {
    length.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([header, ...length]), bytes]);
}

/** 1.5.3: two bytes of length, then what should be UTF-8. */
export function text(content: string | Buffer): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

interface Connect {
  readonly token: string;
  readonly clientId?: string;
  readonly will?: { readonly topic: string; readonly qos: number };
}

/** 3.1, of a client that begins a clean session. */
export function connectFrame({ token, clientId = 'raw', will }: Connect): Buffer {
  const flags = 0xc2 | (will ? 0x04 | (will.qos << 3) : 0);
  return frame(
    0x10,
    text('MQTT'),
    [4, flags, 0, 60],
    text(clientId),
    ...(will ? [text(will.topic), text('gone')] : []),
    text('anything'),
    text(token),
  );
}

export const publishFrame = (topic: string | Buffer, payload: Buffer | string = 'x'): Buffer =>
  frame(0x30, text(topic), Buffer.from(payload as string));

export const subscribeFrame = (...filters: readonly (string | Buffer)[]): Buffer =>
  frame(0x82, [0, 1], ...filters.flatMap((filter) => [text(filter), [0]]));

export const pingFrame = Buffer.from([0xc0, 0]);
export const pong = Buffer.from([0xd0, 0]);
/** Accepted, without a session. */
const connack = Buffer.from([0x20, 2, 0, 0]);

/** A client that was accepted. */
export async function acceptedRaw(port: number, asked: Connect): Promise<RawClient> {
  const client = await rawClient(port);
  client.send(connectFrame(asked));
  const answer = await client.read(4);
  if (!answer.equals(connack)) throw new Error(`CONNACK was ${answer.toString('hex')}`);
  return client;
}
