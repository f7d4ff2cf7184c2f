import { expect, test } from 'vitest';
import { cutTo, displayWidth, wrapTo } from './display-width.ts';
import { type Column, tableLines } from './table.ts';
import { visible } from './visible.ts';

const plain = (text: string) => text;
interface Row {
  readonly id: string;
  readonly name: string;
  readonly note: string;
}
const id = '0190b7d4-0000-7000-8000-000000000001';
const columns: Column<Row>[] = [
  { title: 'ID', of: (row) => ({ text: row.id }), least: 'whole' },
  { title: 'NAME', of: (row) => ({ text: row.name }) },
  { title: 'NOTE', of: (row) => ({ text: row.note }) },
];
const row = { id, name: 'a rather long name of a token', note: 'and a note about what it is for' };

test('a table fits its terminal: the widest columns are cut, ids never', () => {
  const lines = tableLines([row], columns, 80, plain);
  expect(lines).toMatchInlineSnapshot(`
    [
      "ID                                    NAME                  NOTE",
      "0190b7d4-0000-7000-8000-000000000001  a rather long name…   and a note about wh…",
    ]
  `);
});

test('where 40 columns are too few for a table, each row is a block and loses nothing', () => {
  const lines = tableLines([row], columns, 40, plain);
  expect(lines).toMatchInlineSnapshot(`
    [
      "id",
      "  0190b7d4-0000-7000-8000-000000000001",
      "name  a rather long name of a token",
      "note  and a note about what it is for",
    ]
  `);
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(40);
});

test('into a pipe nothing is cut', () => {
  const lines = tableLines([row, { ...row, note: 'x'.repeat(500) }], columns, Infinity, plain);
  expect(lines[2]).toContain('x'.repeat(500));
});

test('wide letters count as the two columns that they take', () => {
  expect(displayWidth('鍵盤🔑a')).toBe(7);
  expect(cutTo('鍵盤鍵盤', 5)).toBe('鍵盤…');
  expect(wrapTo('one two 鍵盤鍵盤', 6)).toEqual(['one', 'two', '鍵盤鍵', '盤']);
});

test('what others wrote cannot steer the terminal', () => {
  expect(visible('a\u001b[2J\nb\u009b1m\u202ec')).toBe('a�[2J b�1m�c');
});
