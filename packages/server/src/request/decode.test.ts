import { endpoint, name, wholeNumber } from '@keywright/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { decode } from './decode.ts';
import { Problem } from './problem.ts';

const row = endpoint({
  method: 'POST',
  path: '/x/{id}',
  tag: 'X',
  summary: 'X',
  access: { rule: 'active' },
  effect: 'change',
  params: z.object({ id: z.string().min(2) }),
  query: z.object({ page: wholeNumber(1, 9).optional() }),
  body: z.object({ name, deep: z.object({ list: z.array(z.number()) }).optional() }).optional(),
  answer: { status: 204 },
});

const input = { params: { id: 'ab' }, query: {}, body: () => undefined as unknown };

function refusal(raw: Partial<typeof input>): Problem {
  try {
    decode(row, { ...input, ...raw });
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('It was taken.');
}

test('what fits is read, and what is not declared is left behind', () => {
  const body = () => ({ name: ' x ', secret: 1 });
  expect(decode(row, { ...input, query: { page: '7', other: 'y' }, body })).toEqual({
    params: { id: 'ab' },
    query: { page: 7 },
    body: { name: 'x' },
  });
});

test('null is no body, as none is', () => {
  expect(decode(row, { ...input, body: () => null }).body).toBeUndefined();
  expect(decode(row, input).body).toBeUndefined();
});

test('every wrong field is named, wherever it is', () => {
  const problem = refusal({
    params: { id: 'a' },
    query: { page: '0' },
    body: () => ({ name: '', deep: { list: [1, 'two'] } }),
  });
  expect(problem.code).toBe('invalid_request');
  const fields = problem.details.fields?.map(({ field }) => field);
  expect(fields).toEqual(['id', 'page', 'name', 'deep.list.1']);
  expect(problem.message).toMatch(/^id: /);
});

test('a body that is no object is called the body', () => {
  expect(refusal({ body: () => [] }).details.fields).toMatchObject([{ field: 'body' }]);
});
