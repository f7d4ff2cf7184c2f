import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Applied } from './applied.ts';

const term = '1:00000001';
const feed = (from: number, to: number, keyOf: (seq: number) => string) =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => ({
    seq: from + 1 + i,
    keys: [keyOf(from + 1 + i)],
  }));

test('whatever renewals bring, late, pruned or doubled, nothing older than what was applied is admitted', () => {
  const keys = ['a', 'b', 'c', 'd'];
  const change = fc.array(fc.constantFrom(...keys), { minLength: 1, maxLength: 30 });
  const renewals = fc.array(fc.record({ head: fc.nat(30), pruned: fc.nat(4) }), { maxLength: 12 });
  fc.assert(
    fc.property(change, renewals, (changes, asked) => {
      const keyOf = (seq: number) => changes[seq - 1] ?? 'z';
      // So few that keys are let go all the time.
      const applied = new Applied(2);
      applied.take({ term, head: 0, rows: [] }, true);
      for (const { head: asking, pruned } of asked) {
        const head = Math.min(asking, changes.length);
        const rows = feed(applied.seq, head, keyOf).slice(pruned);
        applied.take({ term, head, rows }, false);
      }
      for (const key of keys) {
        const last = changes.slice(0, applied.seq).lastIndexOf(key) + 1;
        for (let read = 0; read < last; read++) {
          expect(applied.admits({ term, head: read }, [key])).toBe(false);
        }
        expect(applied.admits({ term, head: applied.seq }, [key])).toBe(true);
      }
    }),
  );
});

test('what is dropped is told in order, all of it where some is missing or another primary answers', () => {
  const heard: string[] = [];
  const applied = new Applied();
  applied.follow({
    drop: (keys) => heard.push(...keys),
    empty: () => heard.push('all'),
  });
  applied.take({ term, head: 3, rows: [] }, true);
  applied.take({ term, head: 5, rows: feed(3, 5, (seq) => `k${seq}`) }, false);
  applied.take({ term, head: 5, rows: [] }, false);
  applied.take({ term, head: 9, rows: feed(7, 9, (seq) => `k${seq}`) }, false);
  applied.take({ term: '1:00000002', head: 1, rows: [] }, false);
  expect(heard).toEqual(['all', 'k4', 'k5', 'all', 'all']);
});

test('a primary whose time is over is not listened to', () => {
  const applied = new Applied();
  applied.take({ term: '1:0000000A', head: 5, rows: [] }, true);
  expect(applied.take({ term: '1:00000009', head: 9, rows: [] }, false)).toBe(false);
  expect(applied.take({ term: '1:00000009', head: 9, rows: [] }, true)).toBe(false);
  expect(applied.admits({ term: '1:00000009', head: 9 }, [])).toBe(false);
  expect([applied.term, applied.seq]).toEqual(['1:0000000A', 5]);
  expect(applied.take({ term: '2:00000001', head: 2, rows: [] }, false)).toBe(true);
});
