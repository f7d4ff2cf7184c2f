import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PacketMeter } from './packet-meter.ts';

const meterOf = (maxPacketBytes: number, budget = Infinity) => {
  let left = budget;
  return new PacketMeter({
    maxPacketBytes,
    take(cost) {
      left -= cost;
      return left >= 0;
    },
  });
};

/** A frame of that type with a body of so many bytes (MQTT 3.1.1, 2.2.3). */
function frame(type: number, length: number): Buffer {
  const header = [type << 4];
  let rest = length;
  do {
    header.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from(header), Buffer.alloc(length, 0xff)]);
}

test('frames are followed wherever the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 50 }),
      (lengths, cuts) => {
        const bytes = Buffer.concat(lengths.map((length) => frame(3, length)));
        const one = meterOf(300, lengths.length);
        const few = meterOf(300, lengths.length - 1);
        let at = 0;
        const faults: unknown[] = [];
        for (let cut = 0; at < bytes.length; cut++) {
          const size = cuts[cut % cuts.length] ?? 1;
          const chunk = bytes.subarray(at, at + size);
          at += size;
          expect(one.feed(chunk)).toBeUndefined();
          faults.push(few.feed(chunk));
        }
        // Each is counted once.
        expect(faults).toContain('too_fast');
      },
    ),
  );
});

test('a packet is refused by the length it announces, before its body comes', () => {
  expect(meterOf(1000).feed(frame(3, 1000))).toBeUndefined();
  expect(meterOf(1000).feed(frame(3, 1001).subarray(0, 3))).toBe('too_large');
  expect(meterOf(1000).feed(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]))).toBe('too_large');
});

test('a length that does not end is malformed', () => {
  expect(meterOf(2 ** 30).feed(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe(
    'malformed',
  );
});

test('an answer costs a tenth of what a packet of its own does', () => {
  const [puback, publish] = [4, 3];
  const many = (type: number, count: number) =>
    Buffer.concat(Array.from({ length: count }, () => frame(type, 2)));
  expect(meterOf(10, 10).feed(many(publish, 11))).toBe('too_fast');
  expect(meterOf(10, 10).feed(many(puback, 90))).toBeUndefined();
  expect(meterOf(10, 10).feed(many(puback, 110))).toBe('too_fast');
});
