import { type Endpoint, endpoint, name, wholeNumber } from '@keywright/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { decode } from './decode.ts';
import { Problem } from './problem.ts';

const row = endpoint({
  method: 'POST',
  path: '/x/{id}',
  tag: 'X',
  summary: 'X',
  access: { rule: 'active', scope: 'none' },
  effect: 'change',
  params: z.object({ id: z.string().min(2) }),
  query: z.object({ page: wholeNumber(1, 9).optional() }),
  body: z.object({ name, deep: z.object({ list: z.array(z.number()) }).optional() }).optional(),
  answer: { status: 204 },
});

const input = { params: { id: 'ab' }, query: {}, body: () => undefined as unknown };

function refusal(raw: Partial<typeof input>, of: Endpoint = row): Problem {
  try {
    decode(of, { ...input, ...raw });
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

test('of thousands of wrong fields the first hundred are named', () => {
  const list = Array.from({ length: 5000 }, () => 'two');
  const { details } = refusal({ body: () => ({ name: 'x', deep: { list } }) });
  expect(details.fields).toHaveLength(100);
  expect(details.fields?.at(-1)?.field).toBe('deep.list.99');
});

test('a body that is no object is called the body', () => {
  expect(refusal({ body: () => [] }).details.fields).toMatchObject([{ field: 'body' }]);
});

test('of several forms, the mistake is told in the one that was meant', () => {
  const form = z.union([
    z.object({ name: z.string(), size: z.object({ width: z.number() }) }),
    z.array(z.object({ id: z.string() })),
    z.string(),
  ]);
  const twins = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
  const forms = endpoint({
    ...row,
    body: z.object({ form: form.optional(), twins: twins.optional() }),
  });
  const wrongIn = (body: unknown) =>
    refusal({ body: () => body }, forms).details.fields?.map(({ field }) => field);
  expect(wrongIn({ form: [{ id: 'a' }, { id: 5 }] })).toEqual(['form.1.id']);
  expect(wrongIn({ form: { name: 'a', size: { width: 'wide' } } })).toEqual(['form.size.width']);
  expect(wrongIn({ form: { name: 5, size: {} } })).toEqual(['form.name', 'form.size.width']);
  expect(wrongIn({ form: 5 })).toEqual(['form']);
  expect(wrongIn({ twins: { c: 1 } })).toEqual(['twins']);
});
