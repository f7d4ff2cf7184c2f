import type { Duplex } from 'node:stream';
import type { Fault, PacketMeter } from './packet-meter.ts';

interface Guard {
  readonly meter: PacketMeter;
  /** How many bytes may wait for a client that does not read, before whoever writes to it has to wait too. */
  readonly roomBytes: number;
  /** The stream is destroyed after it. */
  onFault(fault: Fault): void;
}

/**
 * Looks at what a stream brings before its reader does, which must read with `read()`; and lets it take a good deal at
 * once. Without the latter one subscriber that reads nothing would hold up whoever publishes where it listens: the broker
 * hands a message on to all before it reads the publisher's next.
 */
export function guardStream(stream: Duplex, { meter, roomBytes, onFault }: Guard): void {
  const read = stream.read.bind(stream);
  stream.read = (size?: number) => {
    const chunks: Buffer[] = [];
    // Its reader asks once; a stream says that there is more only to who was told that there is nothing.
    for (let chunk = read(size); chunk !== null; chunk = read()) {
      const fault = meter.feed(chunk);
      if (fault) {
        onFault(fault);
        stream.destroy();
        return null;
      }
      chunks.push(chunk);
    }
    return chunks.length > 1 ? Buffer.concat(chunks) : (chunks[0] ?? null);
  };
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  stream.write = ((...args: unknown[]) =>
    write(...args) || stream.writableLength < roomBytes) as Duplex['write'];
}
