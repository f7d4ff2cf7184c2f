import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Clients of bytes: cheap enough that two thousand of them and their load fit beside the broker they measure. */

function frame(header: number, body: Buffer): Buffer {
  const length: number[] = [];
  let rest = body.length;
  do {
    length.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([header, ...length]), body]);
}

function text(content: string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

export async function connectClient(
  port: number,
  clientId: string,
  token: string,
): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  const fields = [text('MQTT'), Buffer.from([4, 0xc2, 0, 0]), text(clientId)];
  socket.write(frame(0x10, Buffer.concat([...fields, text('bench'), text(token)])));
  const [answer] = await once(socket, 'data');
  if (answer[3] !== 0) throw new Error(`CONNACK with ${answer[3]}`);
  return socket;
}

export async function subscribe(socket: Socket, filter: string, qos: number): Promise<void> {
  socket.write(frame(0x82, Buffer.concat([Buffer.from([0, 1]), text(filter), Buffer.from([qos])])));
  const [answer] = await once(socket, 'data');
  if (answer[4] !== qos) throw new Error(`SUBACK with ${answer[4]}`);
}

export function publishPacket(topic: string, payload: Buffer, qos: 0 | 1): Buffer {
  const id = qos === 1 ? [Buffer.from([0, 1])] : [];
  return frame(0x30 | (qos << 1), Buffer.concat([text(topic), ...id, payload]));
}
