import { maxPerPage } from '@keywright/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answered, covering, maxLimit, maxOffset, pageQuery } from './paging.ts';

test('for every place that the largest window can begin at, one page of ours holds it; so for smaller ones too', () => {
  let widest = 0;
  for (let offset = 0; offset <= maxOffset; offset++) {
    const { perPage } = covering({ offset, limit: maxLimit });
    widest = Math.max(widest, perPage);
  }
  expect(widest).toBeLessThanOrEqual(maxPerPage);
});

const prefix = '018f2b1c-0000-7000-8000-00000000';
const rows = Array.from({ length: 3000 }, (_, at) => ({
  id: `${prefix}${String(at).padStart(4, '0')}`,
}));
const ask = (query: Record<string, unknown>) => {
  const { page, per_page } = pageQuery(query);
  const from = (Number(page) - 1) * Number(per_page);
  const items = rows.slice(from, from + Number(per_page));
  return answered({ items, num_total: rows.length }, query);
};

test('what comes of it are the rows from offset on, as many as limit', () => {
  const window = fc.record({
    offset: fc.integer({ min: 0, max: 3100 }),
    limit: fc.integer({ min: 1, max: maxLimit }),
  });
  fc.assert(
    fc.property(window, ({ offset, limit }) => {
      expect(ask({ offset: String(offset), limit: String(limit) })).toEqual({
        total: rows.length,
        offset,
        limit,
        rows: rows.slice(offset, offset + limit),
      });
    }),
  );
});

test('10 from the beginning without being asked; the word undefined asks for nothing', () => {
  const first = { total: 3000, offset: 0, limit: 10, rows: rows.slice(0, 10) };
  expect(ask({})).toEqual(first);
  expect(ask({ offset: 'undefined', limit: 'undefined', id: 'undefined' })).toEqual(first);
  expect(ask({ offset: '', limit: '', id: '' })).toEqual(first);
});

test('more than 100 are served as 100', () => {
  expect(ask({ limit: '1000', offset: '5' })).toMatchObject({ offset: 5, limit: 100 });
});

test('of one id it is that row and no other that was found by the same word', () => {
  const found = { items: rows.slice(7, 10), num_total: 3 };
  expect(answered(found, { id: rows[8]?.id.toUpperCase() })).toEqual({
    ...{ total: 1, offset: 0, limit: 10 },
    rows: [rows[8]],
  });
  expect(answered(found, { id: rows[8]?.id, offset: '1' }).rows).toEqual([]);
  expect(pageQuery({ id: rows[8]?.id, offset: '700' })).toEqual({ page: '1', per_page: '200' });
});

test.each([
  ['limit', '0'],
  ['limit', '-1'],
  ['limit', 'ten'],
  ['limit', '1.5'],
  ['limit', '9'.repeat(16)],
  ['limit', ['1', '2']],
  ['offset', '-1'],
  ['offset', '1e3'],
  ['offset', '1000001'],
  ['offset', 'NaN'],
  ['id', 'hall'],
  ['id', ['1', '2']],
])('refused: %s=%s', (name, value) => {
  expect(() => pageQuery({ [name]: value })).toThrow(name);
});
