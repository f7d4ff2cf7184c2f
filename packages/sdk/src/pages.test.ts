import { expect, expectTypeOf, test } from 'vitest';
import { answering } from '../../../tests/kit/answering.ts';
import { createClient, type ListedUser } from './index.ts';

/** A list of so many people, served as the API serves it. */
async function listOf(count: number) {
  const asked: string[] = [];
  const url = await answering((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    asked.push(query.toString());
    const perPage = Math.min(Number(query.get('per_page') ?? query.get('page_size')), 200);
    const first = (Number(query.get('page')) - 1) * perPage;
    const items = Array.from({ length: count }, (_, id) => ({ id })).slice(first, first + perPage);
    const page = { page: Number(query.get('page')), per_page: perPage, num_total: count, items };
    response.end(JSON.stringify(page));
  });
  return { client: createClient({ url }), asked };
}

test('a list is read to its end, each item once, in as few requests as there are pages', async () => {
  for (const [count, requests] of [
    [0, 1],
    [200, 1],
    [401, 3],
  ] as const) {
    const { client, asked } = await listOf(count);
    const ids: unknown[] = [];
    for await (const { id } of client.listUsers.items({ query: { is_active: true } })) ids.push(id);
    expect(ids).toEqual(Array.from({ length: count }, (_, id) => id));
    expect(asked).toHaveLength(requests);
    expect(asked[0]).toBe('per_page=200&is_active=true&page=1');
  }
});

test('pages come as asked for, and only as far as they are wanted', async () => {
  const { client, asked } = await listOf(100);
  for await (const page of client.listUsers.pages({ query: { page: 3, page_size: 10 } })) {
    expect(page.items[0]).toEqual({ id: 20 });
    break;
  }
  expect(asked).toEqual(['page=3&page_size=10']);
});

test('only lists can be read so, and what they give has its type', () => {
  const client = createClient();
  expectTypeOf(client.listUsers.items).returns.toEqualTypeOf<
    AsyncGenerator<ListedUser, void, undefined>
  >();
  expectTypeOf(client.authMe).not.toHaveProperty('items');
  expect(client.authMe).not.toHaveProperty('items');
});
