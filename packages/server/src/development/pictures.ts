import { hash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const cells = 5;
const cellPixels = 16;
const size = cells * cellPixels;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A square PNG of two colours, always the same for the same name (PNG, third edition: 5, 11.2). */
export function picture(name: string): Buffer {
  const bytes = hash('sha256', name, 'buffer');
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([1, 3, 0, 0, 0], 8); // one bit a pixel, colours by palette
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette(bytes)),
    chunk('IDAT', deflateSync(pixels(bytes))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A pale ground, and a strong colour on it. */
function palette(bytes: Buffer): Buffer {
  const strong = [0, 1, 2].map((at) => 40 + ((bytes[at] ?? 0) % 120));
  return Buffer.from([235, 238, 243, ...strong]);
}

/** Rows of bits, each after its filter byte, mirrored at the middle as such patterns are. */
function pixels(bytes: Buffer): Buffer {
  const rowBytes = size / 8;
  const rows = Buffer.alloc(size * (rowBytes + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!isFilled(bytes, Math.floor(x / cellPixels), Math.floor(y / cellPixels))) continue;
      const at = y * (rowBytes + 1) + 1 + (x >> 3);
      rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return rows;
}

function isFilled(bytes: Buffer, column: number, row: number): boolean {
  const mirrored = Math.min(column, cells - 1 - column);
  return ((bytes[3 + row * 3 + mirrored] ?? 0) & 1) === 1;
}
