import { maxOutputBytes } from '@keywright/contract';
import { expect, test } from 'vitest';
import { keptOutput } from './kept-output.ts';

const empty = { output_bytes: 0, is_output_cut: 0 } as const;

test('all of it is kept while there is room', () => {
  expect(keptOutput(empty, 'hello')).toEqual({ at: 0, text: 'hello', bytes: 5, isCut: false });
  expect(keptOutput({ ...empty, output_bytes: 5 }, ' ü')).toEqual({
    at: 5,
    text: ' ü',
    bytes: 8,
    isCut: false,
  });
});

test('what fits exactly is whole', () => {
  const kept = keptOutput({ ...empty, output_bytes: maxOutputBytes - 3 }, 'abc');
  expect(kept).toMatchObject({ text: 'abc', bytes: maxOutputBytes, isCut: false });
});

test.each([
  [1, ''],
  [2, 'ü'],
  [3, 'ü'],
  [5, 'ü'],
  [6, 'ü🙂'],
])('with room for %i bytes no character is broken', (room, text) => {
  const kept = keptOutput({ ...empty, output_bytes: maxOutputBytes - room }, 'ü🙂ü');
  expect(kept).toMatchObject({ text, isCut: true });
  expect(kept.bytes).toBeLessThanOrEqual(maxOutputBytes);
});

test('where there is no room nothing is added, and it is cut from then on', () => {
  const full = { output_bytes: maxOutputBytes, is_output_cut: 0 } as const;
  expect(keptOutput(full, 'more')).toMatchObject({ text: '', bytes: maxOutputBytes, isCut: true });
  expect(keptOutput({ ...full, is_output_cut: 1 }, '')).toMatchObject({ text: '', isCut: true });
});

test('a runner that left something out says so for good', () => {
  expect(keptOutput(empty, 'end', true)).toMatchObject({ text: 'end', isCut: true });
});

test('what no database stores is replaced', () => {
  expect(keptOutput(empty, 'a\0b\ud800').text).toBe('a\ufffdb\ufffd');
});
