// npm run bench:mqtt: what a message costs this server's broker, and a bare aedes that allows everything, side by side.
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../tests/kit/free-port.ts';
import { circumstances, writeSection } from '../results.ts';
import { connectClient, publishPacket, subscribe } from './clients.ts';
import { type BrokerProcess, startBroker } from './cpu.ts';
import { type Publisher, prepareSite } from './site.ts';

const clients = 2000;
const publishers = 20;
/** Of each publisher. */
const messagesPerSecond = 500;
const secondsPerRound = 5;
const rounds = 5;
const payload = Buffer.alloc(100, 'x');

const folder = mkdtempSync(join(tmpdir(), 'keywright-bench-mqtt-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const bare = await startBroker('bare-broker.ts');
const keywright = await startBroker('keywright-broker.ts', {
  KEYWRIGHT_DATA_DIR: folder,
  KEYWRIGHT_PORT: '0',
  KEYWRIGHT_DEV_SIGN_IN: 'on',
  KEYWRIGHT_LOG_LEVEL: 'warn',
  KEYWRIGHT_MQTT_PORT: String(await freePort()),
});
const site = await prepareSite(keywright.url ?? '', publishers);

const rows: string[] = [];
for (const qos of [0, 1] as const) {
  const [ofBare, ofKeywright] = [await load(bare, site, qos), await load(keywright, site, qos)];
  const ratios: number[] = [];
  const costs: [number, number][] = [];
  for (let round = 0; round < rounds; round++) {
    // In turn, so that what else the machine does falls on both; the first of each warms up.
    const [a, b] = [await ofBare.round(), await ofKeywright.round()];
    if (round === 0) continue;
    costs.push([a, b]);
    ratios.push(b / a);
  }
  const [a, b] = [median(costs.map(([cost]) => cost)), median(costs.map(([, cost]) => cost))];
  const ratio = median(ratios);
  console.log(
    `QoS ${qos}: ${a.toFixed(1)} µs bare, ${b.toFixed(1)} µs with authorization: x ${ratio.toFixed(2)}`,
  );
  rows.push(`| ${qos} | ${a.toFixed(1)} | ${b.toFixed(1)} | **${ratio.toFixed(2)}** |`);
  ofBare.end();
  ofKeywright.end();
}
bare.end();
keywright.end();

writeSection(
  'Messages by MQTT',
  [
    '`npm run bench:mqtt`: CPU time of the broker’s process (all its threads) for one message published and told to one',
    `subscriber, with ${clients.toLocaleString('en')} clients connected, ${publishers} of which publish ${messagesPerSecond} messages of ${payload.length} bytes a second each. A bare`,
    `aedes that allows everything and the whole server, in turn, ${rounds - 1} rounds of ${secondsPerRound} s each; medians.`,
    '',
    circumstances(new Date()),
    '',
    '| QoS | bare aedes, µs | with authorization, µs | ratio |',
    '|---|--:|--:|--:|',
    ...rows,
  ].join('\n'),
);
process.exit();

interface Load {
  /** Microseconds of CPU per message. */
  round(): Promise<number>;
  end(): void;
}

async function load(
  broker: BrokerProcess,
  channels: readonly Publisher[],
  qos: 0 | 1,
): Promise<Load> {
  const sockets: Socket[] = [];
  const open = async (name: string, { token }: Publisher) => {
    const socket = await connectClient(broker.port, name, token);
    sockets.push(socket);
    return socket;
  };
  let told = 0;
  const speaking: { socket: Socket; packet: Buffer }[] = [];
  for (const channel of channels) {
    const listener = await open(`listener ${channel.topic}`, channel);
    await subscribe(listener, channel.topic, qos);
    const size = publishPacket(channel.topic, payload, qos).length;
    let bytes = 0;
    listener.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      const whole = Math.floor(bytes / size);
      bytes -= whole * size;
      told += whole;
      if (qos === 1) listener.write(acknowledgements(whole));
    });
    const socket = await open(`speaker ${channel.topic}`, channel);
    socket.resume();
    speaking.push({ socket, packet: publishPacket(channel.topic, payload, qos) });
  }
  for (let n = sockets.length; n < clients; n++) {
    const channel = channels[n % channels.length] as Publisher;
    (await open(`idle ${n}`, channel)).resume();
  }
  return {
    async round() {
      told = 0;
      const before = await broker.cpu();
      const sent = await speak(speaking);
      while (told < sent) await wait(10);
      return ((await broker.cpu()) - before) / sent;
    },
    end() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Says so many messages a second, evenly; how many in all. */
async function speak(speaking: readonly { socket: Socket; packet: Buffer }[]): Promise<number> {
  const total = messagesPerSecond * secondsPerRound;
  const begun = performance.now();
  for (let said = 0; said < total; ) {
    const due = Math.floor(((performance.now() - begun) / 1000) * messagesPerSecond);
    for (; said < Math.min(due, total); said++) {
      for (const { socket, packet } of speaking) socket.write(packet);
    }
    await wait(2);
  }
  return total * speaking.length;
}

/** The ids are whatever the broker chose; of sessions that begin clean it keeps none, so that any will do. */
function acknowledgements(count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, () => Buffer.from([0x40, 2, 0, 1])));
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
